import { INBOX_THEME_ID, type PointId } from '@gongyi/domain';
import type * as Y from 'yjs';
import { CARD_HEIGHT, CARD_WIDTH, type ThemeArea } from '../geometry/theme-areas.ts';
import { readCluster } from '../model/cluster.ts';
import { type Point, readPoint } from '../model/point.ts';
import { readCards } from '../readings/read-board.ts';
import { POINT_FIELDS, pointRecord } from '../records/layout.ts';
import { setOrLeaveOut } from '../records/stored-values.ts';
import { freePlaces } from './free-place.ts';
import { addPoint, type PointPlace } from './point-operations.ts';
import { RESTORE } from './restore-points.ts';

/**
 * Puts points back that were deleted, each under its own id with all that it had, as one
 * transaction. What the document has under an id stays as it is. A point comes to the place where
 * it was; where another card lies by now, to a free one of its theme from that row on, and to the
 * inbox when `areas` has its theme no more. It names its cluster again if that is still there.
 * `areas` must have the inbox.
 *
 * Gives the ids of those that it added. An undo of the deletion that comes later changes nothing
 * more, because the id has a newer record.
 */
export function bringBackPoints(
  doc: Y.Doc,
  points: readonly Point[],
  areas: readonly ThemeArea[],
  origin: unknown = RESTORE,
): readonly PointId[] {
  const missing = points.filter(({ id }) => readPoint(doc, id) === null);
  const cards: Corner[] = [...readCards(doc)];
  const themeIds = new Set(areas.map(({ themeId }) => themeId));
  const displaced: Point[] = [];
  doc.transact(() => {
    for (const point of missing) {
      if (!themeIds.has(point.themeId) || cards.some((card) => overlaps(card, point))) displaced.push(point);
      else {
        bringBack(doc, point, point, origin);
        cards.push(point);
      }
    }
    for (const point of displaced) {
      const isThemeThere = themeIds.has(point.themeId);
      const themeId = isThemeThere ? point.themeId : INBOX_THEME_ID;
      const place = freePlaces(areas, themeId, cards, isThemeThere ? point : undefined)();
      bringBack(doc, point, { themeId, ...place }, origin);
      cards.push(place);
    }
  }, origin);
  return missing.map(({ id }) => id);
}

type Corner = { readonly x: number; readonly y: number };

function overlaps(a: Corner, b: Corner): boolean {
  return Math.abs(a.x - b.x) < CARD_WIDTH && Math.abs(a.y - b.y) < CARD_HEIGHT;
}

function bringBack(doc: Y.Doc, { clusterId, ...point }: Point, place: PointPlace, origin: unknown): void {
  const { themeId, x, y } = place;
  addPoint(doc, { ...point, themeId, x, y }, origin);
  const record = pointRecord(doc, point.id);
  if (record !== null && clusterId !== null && readCluster(doc, clusterId) !== null) {
    setOrLeaveOut(record, POINT_FIELDS.cluster, clusterId);
  }
}
