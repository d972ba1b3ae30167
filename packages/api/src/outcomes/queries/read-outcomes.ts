import type { Actor } from '../../kernel/actor.ts';
import type { PointSnapshot } from '../../kernel/ports.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { requireInSession } from '../../sessions/index.ts';
import type { DispositionView, OpenPoint } from '../views.ts';
import { readDispositions } from './list-dispositions.ts';

/** Where each point of a session ended: every point is in one of the lists. */
export type Outcomes = {
  readonly points: readonly PointSnapshot[];
  readonly promotedIds: ReadonlySet<string>;
  /** In a cluster with a point that was promoted or disposed of. */
  readonly merged: readonly PointSnapshot[];
  /** Of points that exist; those of deleted ones are left out. */
  readonly disposed: readonly DispositionView[];
  /**
   * Points on their own of which nobody has decided, and those of clusters of which nobody has
   * decided any point.
   */
  readonly open: readonly PointSnapshot[];
};

export async function readOutcomes(deps: ServiceDeps, sessionId: string): Promise<Outcomes> {
  const points = await deps.pointReader.readAllPoints(sessionId);
  const promoted = await deps.prisma.actionPoint.findMany({ where: { sessionId }, select: { pointId: true } });
  const promotedIds = new Set(promoted.map(({ pointId }) => pointId));
  const existing = new Set(points.map(({ id }) => id));
  const disposed = (await readDispositions(deps, sessionId)).filter(({ pointId }) => existing.has(pointId));
  const disposedIds = new Set(disposed.map(({ pointId }) => pointId));
  const isDecided = ({ id }: PointSnapshot) => promotedIds.has(id) || disposedIds.has(id);
  // What becomes of one point of a cluster becomes of the cluster; until then all of it is open, or
  // nobody would be asked about it.
  const decidedClusters = new Set(points.filter(isDecided).flatMap(({ clusterId }) => clusterId ?? []));
  const isMerged = ({ clusterId }: PointSnapshot) => decidedClusters.has(clusterId ?? '');
  const undecided = points.filter((point) => !isDecided(point));
  return {
    points,
    promotedIds,
    merged: undecided.filter(isMerged),
    disposed,
    open: undecided.filter((point) => !isMerged(point)),
  };
}

/**
 * Points of which nobody has decided where they end: neither promoted, nor disposed of, nor in a
 * cluster of which a point was.
 */
export async function listOpenPoints(deps: ServiceDeps, actor: Actor, sessionId: string): Promise<OpenPoint[]> {
  await requireInSession(deps, actor, sessionId, 'session.view');
  return (await readOutcomes(deps, sessionId)).open.map(toOpenPoint);
}

export function toOpenPoint({ id, themeId, text, clusterId = null }: PointSnapshot): OpenPoint {
  return { id, themeId, text, clusterId };
}
