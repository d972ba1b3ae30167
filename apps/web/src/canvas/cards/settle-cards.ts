import {
  CARD_HEIGHT,
  CARD_WIDTH,
  freePlaces,
  OWN_EDIT,
  type PointIndex,
  type PointPlace,
  placeCard,
  type ThemeArea,
  themeAt,
} from '@gongyi/board';
import type { Doc } from 'yjs';
import { landingAt } from './place-in-area.ts';

type By = { readonly x: number; readonly y: number };

/**
 * Where cards go that were moved `by` so far from where the document has them: each gets the theme
 * of the area that its centre is in. On a title or outside of all areas it takes a free place,
 * outside with its old theme. Gives the theme of one that was outside, else null.
 */
export function settleCards(
  doc: Doc,
  index: PointIndex,
  areas: readonly ThemeArea[],
  pointIds: Iterable<string>,
  by: By = { x: 0, y: 0 },
): string | null {
  const places = new Map<string, PointPlace>();
  const homeless = new Map<string, string[]>();
  let outside: string | null = null;
  for (const id of pointIds) {
    const point = index.get(id);
    if (point === null) continue;
    const center = { x: point.x + by.x + CARD_WIDTH / 2, y: point.y + by.y + CARD_HEIGHT / 2 };
    const landing = landingAt(areas, center);
    if (landing !== null) {
      places.set(id, landing);
      continue;
    }
    const area = themeAt(areas, center);
    const themeId = area?.themeId ?? point.themeId;
    if (!areas.some((candidate) => candidate.themeId === themeId)) continue;
    if (area === null) outside = themeId;
    const waiting = homeless.get(themeId);
    if (waiting === undefined) homeless.set(themeId, [id]);
    else waiting.push(id);
  }
  for (const [themeId, ids] of homeless) {
    const moving = new Set(ids);
    const others = [...index.points()]
      .filter(({ id }) => !moving.has(id))
      .map((point) => places.get(point.id) ?? point);
    const nextPlace = freePlaces(areas, themeId, others);
    for (const id of ids) places.set(id, { themeId, ...nextPlace() });
  }
  doc.transact(() => {
    for (const [id, place] of places) {
      const point = index.get(id);
      const isThere = point?.themeId === place.themeId && point.x === place.x && point.y === place.y;
      if (!isThere) placeCard(doc, id, place);
    }
  }, OWN_EDIT);
  return outside;
}
