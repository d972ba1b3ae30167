import * as Y from 'yjs';
import { readCluster } from '../model/cluster.ts';
import { comparePoints, type Point, readPoint } from '../model/point.ts';
import { POINT_FIELDS, recordsOf } from '../records/layout.ts';

/**
 * The points of one cluster, the oldest first, as `readBoard` has them, without reading all others.
 * None when it is no cluster or has fewer than two.
 */
export function readMembers(doc: Y.Doc, clusterId: string): readonly Point[] {
  if (readCluster(doc, clusterId) === null) return [];
  const members: Point[] = [];
  for (const [id, record] of recordsOf(doc).entries()) {
    if (!(record instanceof Y.Map) || record.get(POINT_FIELDS.cluster) !== clusterId) continue;
    const point = readPoint(doc, id);
    if (point !== null) members.push(point);
  }
  return members.length < 2 ? [] : members.sort(comparePoints);
}
