import { type ActionBadge, DomainError, formatActionNumber } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { requireSessionPerson } from '../../sessions/index.ts';

/** Number and state for every promoted point of the session; participants see them too. */
export async function listBadges(deps: ServiceDeps, actor: Actor, sessionId: string): Promise<ActionBadge[]> {
  const session = await deps.lookups.session(sessionId);
  if (session === null) throw new DomainError('notFound');
  await requireSessionPerson(deps, actor, session);
  const points = await deps.prisma.actionPoint.findMany({
    where: { sessionId },
    orderBy: [{ actionId: 'asc' }, { position: 'asc' }],
    select: {
      pointId: true,
      actionId: true,
      action: { select: { number: true, state: true, theme: { select: { code: true } } } },
    },
  });
  return points.map(({ pointId, actionId, action }) => ({
    pointId,
    actionId,
    number: formatActionNumber(action.theme.code, action.number),
    state: action.state,
  }));
}
