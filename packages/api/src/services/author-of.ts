import type { Session } from '@gongyi/db';
import type { SessionAuthor, SessionPerson } from '../views.ts';
import { BY_SYSTEM, byPerson, type EventActor } from './decide.ts';
import type { ServiceDeps } from './service-deps.ts';

type SessionFacts = Pick<Session, 'id' | 'anonymous'>;

/**
 * Who somebody is to the others in a session: on their points, at their cursor, behind their votes. In an anonymous session a keyed hash
 * and no more, for people with accounts as well.
 */
export function authorOf(
  deps: Pick<ServiceDeps, 'ownerKeyOf'>,
  session: SessionFacts,
  person: Pick<SessionPerson, 'id' | 'name' | 'unit'>,
): SessionAuthor {
  if (session.anonymous) return { id: deps.ownerKeyOf(session.id, person.id), name: '', unit: '' };
  const { id, name, unit } = person;
  return { id, name, unit };
}

/** Who is written into the history for what somebody contributes: in an anonymous session nobody. */
export function byContributor(session: SessionFacts, person: SessionPerson): EventActor {
  return session.anonymous ? BY_SYSTEM : byPerson(person);
}
