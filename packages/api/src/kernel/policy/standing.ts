import { allows, type Capability, DomainError, type Standing } from '@gongyi/domain';
import type { Actor, ActorUser } from '../actor.ts';

export const NO_STANDING: Standing = { roles: [], unitIds: [] };

/** What a participant is in the session that they joined, and nowhere else. */
export function standingOfParticipant({ coFacilitator }: { readonly coFacilitator: boolean }): Standing {
  return { roles: coFacilitator ? ['participant', 'coFacilitator'] : ['participant'], unitIds: [] };
}

/** What a user is in a campaign; without one, what they are in the whole installation. */
export function standingOf(user: ActorUser | null, campaignId: string | null): Standing {
  if (user === null) return NO_STANDING;
  const memberships = user.memberships.filter((membership) => membership.campaignId === campaignId);
  return {
    roles: [...(user.isAdministrator ? (['administrator'] as const) : []), ...memberships.map(({ role }) => role)],
    unitIds: memberships.flatMap(({ unitId }) => (unitId === null ? [] : [unitId])),
  };
}

/** Throws notSignedIn. */
export function requireUser(actor: Actor): ActorUser {
  if (actor.user === null) throw new DomainError('notSignedIn');
  return actor.user;
}

/** Throws forbidden. Of a right over one action, ask `allowsOn`. */
export function requireCapability(standing: Standing, capability: Capability): void {
  if (!allows(standing, capability)) throw new DomainError('forbidden');
}

/** A signed-in user with this right in the campaign; throws notSignedIn or forbidden. */
export function requireInCampaign(
  actor: Actor,
  campaignId: string,
  capability: Capability,
): { user: ActorUser; standing: Standing } {
  const user = requireUser(actor);
  const standing = standingOf(user, campaignId);
  requireCapability(standing, capability);
  return { user, standing };
}
