import type { Session } from '@gongyi/db';
import { allows, DomainError } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import { sessionDeviceHash } from '../../kernel/devices/device-cookies.ts';
import { requireCapability, standingOf, standingOfParticipant } from '../../kernel/policy/standing.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import type { SessionPerson } from '../views.ts';
import { takesPartHere } from './taking-part.ts';

/**
 * Who the actor is in a session: a user with rights in its campaign, else the participant that the
 * device joined as. Throws notSignedIn when it is neither and nobody is signed in, forbidden when
 * somebody is, removedFromSession.
 */
export async function requireSessionPerson(
  deps: Pick<ServiceDeps, 'lookups'>,
  actor: Actor,
  session: Pick<Session, 'id' | 'campaignId' | 'anonymous' | 'derivableAuthors'>,
): Promise<SessionPerson> {
  const { user, deviceHash } = actor;
  if (user !== null) {
    const standing = standingOf(user, session.campaignId);
    if (allows(standing, 'session.view')) {
      const unit = user.memberships.find(({ campaignId }) => campaignId === session.campaignId)?.unitName ?? '';
      const takesPart = await takesPartHere(deps, actor, session, user.id);
      return { kind: 'user', id: user.id, name: user.name, unit, standing, takesPart };
    }
  }
  const participant =
    deviceHash === null ? null : await deps.lookups.participant(session.id, sessionDeviceHash(deviceHash, session.id));
  if (participant === null) throw new DomainError(user === null ? 'notSignedIn' : 'forbidden');
  if (participant.removedAt !== null) throw new DomainError('removedFromSession');
  const standing = standingOfParticipant(participant);
  requireCapability(standing, 'session.view');
  const { id, name, unit } = participant;
  return { kind: 'participant', id, name, unit, standing, takesPart: true };
}
