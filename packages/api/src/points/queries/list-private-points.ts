import type { PrivatePoint } from '@gongyi/db';
import type { Actor } from '../../kernel/actor.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { authorOf, requireInSession } from '../../sessions/index.ts';
import { toPointKind } from '../steps/point-kind.ts';
import type { PrivateCounts, PrivatePointView } from '../views.ts';

/** One's own, the oldest first; empty once they are revealed. */
export async function listMyPrivatePoints(
  deps: ServiceDeps,
  actor: Actor,
  sessionId: string,
): Promise<PrivatePointView[]> {
  const { session, person } = await requireInSession(deps, actor, sessionId, 'session.view');
  const rows = await deps.prisma.privatePoint.findMany({
    where: { sessionId, authorId: authorOf(deps, actor, session, person).id },
    orderBy: [{ createdAt: 'asc' }, { pointId: 'asc' }],
  });
  return rows.map(toPrivatePointView);
}

/** How many points by how many people: nothing else of them leaves the server before the reveal. */
export async function countPrivatePoints(deps: ServiceDeps, actor: Actor, sessionId: string): Promise<PrivateCounts> {
  await requireInSession(deps, actor, sessionId, 'session.view');
  const byAuthor = await deps.prisma.privatePoint.groupBy({ by: ['authorId'], where: { sessionId }, _count: true });
  return { points: byAuthor.reduce((sum, { _count }) => sum + _count, 0), people: byAuthor.length };
}

export function toPrivatePointView(row: PrivatePoint): PrivatePointView {
  const { pointId: id, themeId, text, channel, prompt, createdAt } = row;
  return { id, themeId, text, ...toPointKind(row), channel, prompt, createdAt: createdAt.toISOString() };
}
