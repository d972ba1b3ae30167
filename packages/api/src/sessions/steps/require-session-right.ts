import type { Session } from '@gongyi/db';
import { type Capability, DomainError } from '@gongyi/domain';
import type { Actor, ActorUser } from '../../kernel/actor.ts';
import { requireInCampaign, requireUser } from '../../kernel/policy/standing.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';

/**
 * The session, for a signed-in user with this right in its campaign. Throws notSignedIn, notFound
 * or forbidden.
 */
export async function requireSessionRight(
  deps: ServiceDeps,
  actor: Actor,
  sessionId: string,
  capability: Capability,
): Promise<{ session: Session; user: ActorUser }> {
  requireUser(actor);
  const session = await deps.lookups.session(sessionId);
  if (session === null) throw new DomainError('notFound');
  const { user } = requireInCampaign(actor, session.campaignId, capability);
  return { session, user };
}
