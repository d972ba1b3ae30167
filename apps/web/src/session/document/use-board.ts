import { type Board, type ClusterView, type Point, readCluster } from '@gongyi/board';
import { useMemo } from 'react';
import type { Doc } from 'yjs';
import { usePoints } from './use-points.ts';

/** Points on their own, and clusters, live. */
export function useBoard(doc: Doc): Board {
  // The list is a new one after every change of a point or of a cluster.
  const points = usePoints(doc);
  return useMemo(() => toBoard(doc, points), [doc, points]);
}

/**
 * As `readBoard` has it, from points that were read already: of thousands, one edit changes few.
 */
function toBoard(doc: Doc, points: readonly Point[]): Board {
  const named = new Map<string, Point[]>();
  for (const point of points) {
    if (point.clusterId === null) continue;
    const others = named.get(point.clusterId);
    if (others === undefined) named.set(point.clusterId, [point]);
    else others.push(point);
  }
  const clusters = new Map<string, ClusterView>();
  for (const [id, members] of named) {
    const cluster = members.length < 2 ? null : readCluster(doc, id);
    if (cluster !== null) clusters.set(id, { ...cluster, members });
  }
  return {
    points: points.filter(({ clusterId }) => clusterId === null || !clusters.has(clusterId)),
    clusters: [...clusters.values()].sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1)),
  };
}
