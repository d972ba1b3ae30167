import type { ClusterView, Point } from '@gongyi/board';

/**
 * Each cluster of which a point is shown stands in the list once, in the place of the first such
 * point and in the cluster's theme. `standIns`: one point for each entry; `clusterOf`: for those
 * that stand for a cluster, the cluster.
 */
export function foldClusters(
  shown: readonly Point[],
  clusters: readonly ClusterView[],
): { readonly standIns: readonly Point[]; readonly clusterOf: ReadonlyMap<string, ClusterView> } {
  const clusterOf = new Map<string, ClusterView>();
  if (clusters.length === 0) return { standIns: shown, clusterOf };
  const byMember = new Map(clusters.flatMap((cluster) => cluster.members.map(({ id }) => [id as string, cluster])));
  const seen = new Set<ClusterView>();
  const standIns = shown.flatMap((point) => {
    const cluster = byMember.get(point.id);
    if (cluster === undefined) return [point];
    if (seen.has(cluster)) return [];
    seen.add(cluster);
    clusterOf.set(point.id, cluster);
    return [{ ...point, themeId: cluster.themeId }];
  });
  return { standIns, clusterOf };
}

/** A member's theme is its cluster's. */
export function withThemesOfClusters(points: readonly Point[], clusters: readonly ClusterView[]): readonly Point[] {
  if (clusters.length === 0) return points;
  const themeOf = new Map(clusters.flatMap(({ members, themeId }) => members.map(({ id }) => [id as string, themeId])));
  return points.map((point) => {
    const themeId = themeOf.get(point.id) ?? point.themeId;
    return themeId === point.themeId ? point : { ...point, themeId };
  });
}
