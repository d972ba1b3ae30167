import type { Session } from '@gongyi/db';
import { type Capability, DomainError } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import { requireCapability } from '../../kernel/policy/standing.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import type { SessionPerson } from '../views.ts';
import { requireSessionPerson } from './require-session-person.ts';

/**
 * The session, for somebody with this right in it, participants too. Throws notFound, notSignedIn,
 * removedFromSession, forbidden.
 */
export async function requireInSession(
  deps: Pick<ServiceDeps, 'lookups'>,
  actor: Actor,
  sessionId: string,
  capability: Capability,
): Promise<{ session: Session; person: SessionPerson }> {
  const session = await deps.lookups.session(sessionId);
  if (session === null) throw new DomainError('notFound');
  const person = await requireSessionPerson(deps, actor, session);
  requireCapability(person.standing, capability);
  return { session, person };
}
