import type * as Y from 'yjs';
import { readCluster } from '../model/cluster.ts';
import { comparePoints, type Point, readPoint } from '../model/point.ts';
import { clusterRecord, pointRecord } from '../records/layout.ts';
import { type Card, cardOfCluster, cardOfPoint } from './card.ts';

export type ClusterTracker = {
  /**
   * Takes in how records are now; gives the ids of all cards that may be others for it, those
   * records' own among them.
   */
  readonly refresh: (ids: Iterable<string>) => ReadonlySet<string>;
  /**
   * What lies on the board under that id: nothing for a point within a cluster, or a cluster of
   * fewer than two.
   */
  readonly cardOf: (id: string) => Card | null;
  /** The cluster that a point is in; null when it is on its own, or there is none. */
  readonly clusterOf: (pointId: string) => string | null;
  readonly clear: () => void;
};

/**
 * Which points are in which cluster, as `readBoard` has it, kept up to date at the cost of what
 * changed: one point that comes or goes can make a cluster of another one, or end it. A record that
 * was spoilt keeps its last good point.
 */
export function createClusterTracker(doc: Y.Doc): ClusterTracker {
  const points = new Map<string, Point>();
  /** Cluster id → ids of the points that name it, whether it is there or not. */
  const naming = new Map<string, Set<string>>();

  function rename(id: string, before: string | null, after: string | null): void {
    if (before === after) return;
    if (before !== null) {
      const others = naming.get(before);
      others?.delete(id);
      if (others?.size === 0) naming.delete(before);
    }
    if (after === null) return;
    const others = naming.get(after);
    if (others === undefined) naming.set(after, new Set([id]));
    else others.add(id);
  }

  function isCluster(id: string): boolean {
    return (naming.get(id)?.size ?? 0) >= 2 && readCluster(doc, id) !== null;
  }

  function clusterOf(pointId: string): string | null {
    const clusterId = points.get(pointId)?.clusterId ?? null;
    return clusterId !== null && isCluster(clusterId) ? clusterId : null;
  }

  return {
    clusterOf,
    refresh(ids) {
      const affected = new Set<string>();
      for (const id of ids) {
        affected.add(id);
        const before = points.get(id) ?? null;
        const isThere = pointRecord(doc, id) !== null;
        const after = isThere ? (readPoint(doc, id) ?? before) : null;
        if (after === null) points.delete(id);
        else points.set(id, after);
        rename(id, before?.clusterId ?? null, after?.clusterId ?? null);
        for (const clusterId of [id, before?.clusterId, after?.clusterId]) {
          if (clusterId == null || (clusterId === id && !naming.has(id))) continue;
          affected.add(clusterId);
          for (const member of naming.get(clusterId) ?? []) affected.add(member);
        }
      }
      return affected;
    },
    cardOf(id) {
      const point = points.get(id);
      if (point !== undefined) {
        return clusterOf(id) === null ? cardOfPoint(point) : null;
      }
      const cluster = clusterRecord(doc, id) === null || !isCluster(id) ? null : readCluster(doc, id);
      if (cluster === null) return null;
      const members = [...(naming.get(id) ?? [])].flatMap((member) => points.get(member) ?? []);
      return cardOfCluster({ ...cluster, members: members.sort(comparePoints) });
    },
    clear() {
      points.clear();
      naming.clear();
    },
  };
}
