import type { FormerPoint, NewPoint, PointReader, PointSnapshot, PointWriter } from '@gongyi/api';
import {
  addPoint,
  bringBackPoints,
  type Cluster,
  freePlaces,
  type Point,
  readBoard,
  readCards,
  readCluster,
  readMembers,
  readPoint,
  readPoints,
  themeAreas,
  withInbox,
} from '@gongyi/board';
import { DomainError, LIMITS, type PointId } from '@gongyi/domain';
import type { SyncServer } from '@gongyi/sync';
import type * as Y from 'yjs';

/**
 * The points of sessions' documents, for the API. `sync` is asked for when it is needed: it is made
 * after the API is.
 */
export function createSessionPoints(
  sync: () => Pick<SyncServer, 'readDocument' | 'changeDocument'>,
): PointReader & PointWriter {
  return {
    readPoints: (sessionId, ids) => sync().readDocument(sessionId, (doc) => ids.flatMap((id) => snapshotOf(doc, id))),
    readAllPoints: (sessionId) =>
      sync().readDocument(sessionId, (doc) => {
        const { points, clusters } = readBoard(doc);
        const merged = clusters.flatMap((cluster) => cluster.members.map((point) => memberOf(point, cluster)));
        return [...points.map(ownPoint), ...merged].sort(byAge).map(({ point }) => point);
      }),
    addPoints: (sessionId, points, themes) =>
      sync().changeDocument(sessionId, (doc) => {
        const missing = points.filter(({ id }) => readPoint(doc, id) === null);
        const areas = themeAreas(withInbox(themes));
        const cards = readCards(doc);
        for (const [themeId, ofTheme] of byTheme(missing)) {
          // Cards of one theme keep clear of each other here, and of other themes' because areas
          // lie side by side.
          const nextPlace = freePlaces(areas, themeId, cards);
          for (const { id, ...draft } of ofTheme) addPoint(doc, { ...draft, ...nextPlace(), id: id as PointId });
        }
      }),
    bringBack: (sessionId, points, themes) =>
      sync().changeDocument(sessionId, (doc) => {
        const missing = points.filter(({ id }) => readPoint(doc, id) === null);
        if (readPoints(doc).length + missing.length > LIMITS.pointsPerSession) {
          throw new DomainError('limitReached', { limit: LIMITS.pointsPerSession });
        }
        return bringBackPoints(doc, missing.map(toPoint), themeAreas(withInbox(themes)));
      }),
  };
}

/** A point, or a cluster under the words by which people know it; nothing when there is neither. */
function snapshotOf(doc: Y.Doc, id: string): PointSnapshot[] {
  const point = readPoint(doc, id);
  if (point !== null) {
    const cluster = point.clusterId === null ? null : readCluster(doc, point.clusterId);
    const isMember = cluster !== null && readMembers(doc, cluster.id).length > 0;
    return [isMember ? memberOf(point, cluster).point : ownPoint(point).point];
  }
  const cluster = readCluster(doc, id);
  const [first] = cluster === null ? [] : readMembers(doc, id);
  if (cluster === null || first === undefined) return [];
  const { themeId, title } = cluster;
  return [{ id, themeId, text: title || first.text, author: '', unit: '', source: null, channel: '', clusterId: null }];
}

type Aged = { readonly point: PointSnapshot; readonly createdAt: string };

function ownPoint(point: Point): Aged {
  return { point: { ...point, clusterId: null }, createdAt: point.createdAt };
}

/** A point belongs to the theme in which its cluster lies. */
function memberOf(point: Point, { id, themeId }: Cluster): Aged {
  return { point: { ...point, themeId, clusterId: id }, createdAt: point.createdAt };
}

function byAge(a: Aged, b: Aged): number {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? -1 : 1;
  return a.point.id < b.point.id ? -1 : 1;
}

function toPoint(point: FormerPoint): Point {
  return { ...point, id: point.id as PointId };
}

function byTheme(points: readonly NewPoint[]): Map<string, NewPoint[]> {
  const themes = new Map<string, NewPoint[]>();
  for (const point of points) {
    const ofTheme = themes.get(point.themeId);
    if (ofTheme === undefined) themes.set(point.themeId, [point]);
    else ofTheme.push(point);
  }
  return themes;
}
