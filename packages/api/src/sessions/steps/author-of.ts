import type { Session } from '@gongyi/db';
import { DomainError } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import { BY_SYSTEM, type EventActor, type NewEvent } from '../../kernel/decide.ts';
import { keyedHash } from '../../kernel/devices/keyed-hash.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import type { SessionAuthor, SessionPerson } from '../views.ts';

type SessionFacts = Pick<Session, 'id' | 'anonymous' | 'derivableAuthors'>;
type PersonFacts = Pick<SessionPerson, 'id' | 'name' | 'unit'>;

/** 144 bits, base64url. */
const KEY_CHARS = 24;

/**
 * Who the actor, who is this person in the session, is to the others in it: on their points, at
 * their cursor, behind their votes.
 *
 * In an anonymous session a hash and no more, for people with accounts as well. Its key is the
 * device's: with a copy of the database and every secret in it nobody can tell whose it is. So it
 * is known of whoever asks and of nobody else, and a person with an account is another author on
 * another device. Throws deviceUnknown when the device has no key.
 */
export function authorOf(
  deps: Pick<ServiceDeps, 'derivedKey'>,
  actor: Pick<Actor, 'deviceKey'>,
  session: SessionFacts,
  person: PersonFacts,
): SessionAuthor {
  const { name, unit } = shownName(session, person);
  if (!session.anonymous) return { id: person.id, name, unit };
  if (session.derivableAuthors) return { id: derivableKey(deps, session, person), name, unit };
  if (actor.deviceKey === null) throw new DomainError('deviceUnknown');
  return { id: keyedHash(actor.deviceKey, 'author', session.id, person.id).slice(0, KEY_CHARS), name, unit };
}

/**
 * What the edits of this actor in the session's document are marked with, where it is stored.
 * Always the same for the same person in the same session, and nobody is recognised by it in
 * another. Throws deviceUnknown, as `authorOf` does.
 */
export function ownerKeyOf(
  deps: Pick<ServiceDeps, 'derivedKey'>,
  actor: Pick<Actor, 'deviceKey'>,
  session: SessionFacts,
  person: PersonFacts,
): string {
  // Where names stand on the points there is nothing to be told from it.
  return session.anonymous ? authorOf(deps, actor, session, person).id : derivableKey(deps, session, person);
}

function derivableKey({ derivedKey }: Pick<ServiceDeps, 'derivedKey'>, { id }: SessionFacts, person: PersonFacts) {
  return derivedKey('owner', id, person.id).slice(0, KEY_CHARS);
}

/** The name and unit by which somebody is known in a session: none in an anonymous one. */
export function shownName(
  session: Pick<Session, 'anonymous'>,
  { name, unit }: Pick<SessionPerson, 'name' | 'unit'>,
): Pick<SessionAuthor, 'name' | 'unit'> {
  return session.anonymous ? { name: '', unit: '' } : { name, unit };
}

/**
 * What the history says of something that somebody contributed, by whom and when: in an anonymous
 * session by nobody, when the stage began.
 */
export function contribution(
  session: Pick<Session, 'anonymous' | 'stageSince'>,
  by: EventActor,
): Pick<NewEvent, 'actor' | 'at'> {
  return session.anonymous ? { actor: BY_SYSTEM, at: session.stageSince } : { actor: by };
}
