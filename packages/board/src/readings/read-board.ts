import type * as Y from 'yjs';
import { type Cluster, readCluster } from '../model/cluster.ts';
import { comparePoints, type Point, readPoints } from '../model/point.ts';

/** A cluster and its points, at least two, the oldest first. */
export type ClusterView = Cluster & { readonly members: readonly Point[] };

/** What is to be seen of a document: each point once, on its own or in a cluster. */
export type Board = {
  /** Those in no cluster, the oldest first. */
  readonly points: readonly Point[];
  /** The oldest first. */
  readonly clusters: readonly ClusterView[];
};

/**
 * The same in every replica that knows the same. A point whose cluster is gone, or that is alone in
 * it, is on its own and at its own place: so nothing that people do at once can hide a point.
 */
export function readBoard(doc: Y.Doc): Board {
  const all = readPoints(doc);
  const named = new Map<string, Point[]>();
  for (const point of all) {
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
    points: all.filter(({ clusterId }) => clusterId === null || !clusters.has(clusterId)),
    clusters: [...clusters.values()].sort(comparePoints),
  };
}

/** The clusters that have at least two points. */
export function readClusters(doc: Y.Doc): readonly ClusterView[] {
  return readBoard(doc).clusters;
}

/** What takes room: clusters, and the points that are in none. The oldest first. */
export function readCards(doc: Y.Doc): readonly (Point | Cluster)[] {
  const { points, clusters } = readBoard(doc);
  return clusters.length === 0 ? points : [...points, ...clusters].sort(comparePoints);
}
