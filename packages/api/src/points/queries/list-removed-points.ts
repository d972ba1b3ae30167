import type { RemovedPoint } from '@gongyi/db';
import { LIMITS } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import type { FormerPoint } from '../../kernel/ports.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { requireSessionRight } from '../../sessions/index.ts';
import { blurToStages } from '../steps/blur-to-stages.ts';
import { toPointKind } from '../steps/point-kind.ts';
import type { RemovedPointView } from '../views.ts';

/**
 * The deleted points of a session that can be restored, the last deleted first; without those that
 * are back, by an undo or restored. Of an anonymous session only the stage is told in which they
 * were deleted.
 */
export async function listRemovedPoints(
  deps: ServiceDeps,
  actor: Actor,
  sessionId: string,
): Promise<RemovedPointView[]> {
  const { session } = await requireSessionRight(deps, actor, sessionId, 'session.restore');
  const rows = await deps.prisma.removedPoint.findMany({
    where: { sessionId },
    orderBy: [{ removedAt: 'desc' }, { pointId: 'desc' }],
    take: LIMITS.removedPointsPerSession,
  });
  const pointIds = rows.map(({ pointId }) => pointId);
  const there = pointIds.length === 0 ? [] : await deps.pointReader.readPoints(sessionId, pointIds);
  const known = new Set(there.map(({ id }) => id));
  const removed = rows.filter(({ pointId }) => !known.has(pointId));
  return (session.anonymous ? await blur(deps, sessionId, removed) : removed).map((row) => {
    const { id, themeId, text, author, unit, source, channel, category, level } = toFormerPoint(row);
    const removedAt = row.removedAt.toISOString();
    return { id, themeId, text, author, unit, source, channel, category, level, removedAt };
  });
}

async function blur(deps: ServiceDeps, sessionId: string, rows: readonly RemovedPoint[]): Promise<RemovedPoint[]> {
  const blurred = await blurToStages(deps, sessionId);
  return rows
    .map((row) => ({ ...row, removedAt: blurred(row.removedAt) }))
    .sort((a, b) => b.removedAt.getTime() - a.removedAt.getTime() || (a.pointId < b.pointId ? -1 : 1));
}

export function toFormerPoint({ pointId, ...row }: RemovedPoint): FormerPoint {
  const { themeId, x, y, text, authorId, author, unit, channel, prompt, createdAt } = row;
  const words = { text, authorId, author, unit, channel, prompt, createdAt };
  return { id: pointId, themeId, x, y, ...words, ...toPointKind(row), clusterId: row.clusterId || null };
}
