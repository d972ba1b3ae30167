import { readEvent } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { requireAction } from '../steps/require-action.ts';
import type { HistoryEntry } from '../views.ts';

/** Everything that was done to the action, the oldest first. */
export async function listActionHistory(deps: ServiceDeps, actor: Actor, actionId: string): Promise<HistoryEntry[]> {
  const { action } = await requireAction(deps, actor, actionId);
  const events = await deps.prisma.event.findMany({
    where: { campaignId: action.campaignId, subjectId: actionId },
    orderBy: { seq: 'asc' },
  });
  const userIds = events.flatMap(({ actorKind, actorId }) =>
    actorKind === 'user' && actorId !== null ? [actorId] : [],
  );
  const users = await deps.prisma.user.findMany({
    where: { id: { in: [...new Set(userIds)] } },
    select: { id: true, name: true },
  });
  const nameOf = new Map(users.map(({ id, name }) => [id, name]));
  return events.map(({ seq, type, actorId, createdAt, data }) => ({
    ...readEvent(type, data),
    seq,
    actorName: (actorId === null ? undefined : nameOf.get(actorId)) ?? null,
    at: createdAt.toISOString(),
  }));
}
