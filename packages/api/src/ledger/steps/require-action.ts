import { DomainError } from '@gongyi/domain';
import type { Actor, ActorUser } from '../../kernel/actor.ts';
import { requireInCampaign, requireUser } from '../../kernel/policy/standing.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import type { ActionPerson } from '../policy/action-policy.ts';
import { ACTION_INCLUDE, type ActionRow } from './action-row.ts';

/**
 * An action that the person may at least see, and what they are in its campaign. Throws
 * notSignedIn, notFound or forbidden.
 */
export async function requireAction(
  deps: ServiceDeps,
  actor: Actor,
  actionId: string,
): Promise<{ action: ActionRow; user: ActorUser; person: ActionPerson }> {
  requireUser(actor);
  const action = await deps.prisma.action.findUnique({ where: { id: actionId }, include: ACTION_INCLUDE });
  if (action === null) throw new DomainError('notFound');
  const { user, standing } = requireInCampaign(actor, action.campaignId, 'action.view');
  return { action, user, person: { userId: user.id, standing } };
}
