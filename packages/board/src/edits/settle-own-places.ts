import type * as Y from 'yjs';
import type { ThemeArea } from '../geometry/theme-areas.ts';
import type { Cluster } from '../model/cluster.ts';
import type { Point } from '../model/point.ts';
import { readBoard } from '../readings/read-board.ts';
import { freePlaces } from './free-place.ts';
import { placePoint } from './point-operations.ts';

/** The origin of the moves below. Not the person's own doing, so undo passes them over. */
export const SETTLE = Symbol('settle');

/**
 * Ends the case that two phones chose the same free place at the same moment. Call it after remote
 * changes.
 *
 * The rule: of the cards at exactly one place, the oldest (createdAt, then id) stays and the others
 * take free places. Every replica works out the same plan for all of them, but writes only the
 * moves of `authorId`'s cards, so replicas that know the same cards are done in one round, and no
 * card is moved by two hands. A card that stays is never displaced later by one that settles, so
 * rounds end. With `authorId` null the moves of all cards are written: for a person who may edit
 * any point, because a phone that went offline does not settle its own. Clusters stay where they
 * are. `areas` are those in which the person may place cards: `placeableAreas`.
 *
 * Returns how many cards it moved.
 */
export function settleOwnPlaces(
  doc: Y.Doc,
  authorId: string | null,
  areas: readonly ThemeArea[],
  origin: unknown = SETTLE,
): number {
  const { points, clusters } = readBoard(doc);
  const displaced = displacedPoints(points, clusters);
  if (!displaced.some((point) => isOwn(point, authorId))) return 0;

  const nextPlaceOf = new Map(
    areas.map(({ themeId }) => [themeId, freePlaces(areas, themeId, [...points, ...clusters])] as const),
  );
  let moved = 0;
  doc.transact(() => {
    for (const point of displaced) {
      const nextPlace = nextPlaceOf.get(point.themeId);
      if (nextPlace === undefined) continue;
      // Taken from the plan also when the card is not ours: its author will move it there.
      const place = nextPlace();
      if (!isOwn(point, authorId)) continue;
      placePoint(doc, point.id, { themeId: point.themeId, ...place }, origin);
      moved++;
    }
  }, origin);
  return moved;
}

/** `points` oldest first, so that the first at a place is the one that stays. */
function displacedPoints(points: readonly Point[], clusters: readonly Cluster[]): Point[] {
  const places = new Set(clusters.map(({ x, y }) => `${x},${y}`));
  return points.filter(({ x, y }) => {
    const place = `${x},${y}`;
    if (places.has(place)) return true;
    places.add(place);
    return false;
  });
}

function isOwn(point: Point, authorId: string | null): boolean {
  return authorId === null || (authorId !== '' && point.authorId === authorId);
}
