import type { Session } from '@gongyi/db';
import { DomainError } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import { decide, type Transaction } from '../../kernel/decide.ts';
import { accountDeviceHash } from '../../kernel/devices/device-cookies.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import type { SessionPerson } from '../views.ts';
import { shareSession } from './lock-session.ts';

/**
 * In an anonymous session an account is another author on each device, and a device is to be had by
 * signing in again. So it takes part on one: the first on which it enters. A participant is one
 * device by what they are.
 *
 * The row that says so must not lead to the author. It has no moment, is written when the page or
 * its socket enters and never by what is given, and all rows of the session are written anew with
 * it, in an order by chance: else whoever comes and votes at once could be paired by the order in
 * which rows lie.
 */

type SessionFacts = Pick<Session, 'id' | 'anonymous' | 'derivableAuthors'>;

/** Whether accounts are bound to a device: not where they are one author on all of theirs. */
function bindsDevices({ anonymous, derivableAuthors }: SessionFacts): boolean {
  return anonymous && !derivableAuthors;
}

/** Whether this account takes part on the actor's device. False before it has entered on any. */
export async function takesPartHere(
  deps: Pick<ServiceDeps, 'lookups'>,
  { deviceHash }: Pick<Actor, 'deviceHash'>,
  session: SessionFacts,
  userId: string,
): Promise<boolean> {
  if (!bindsDevices(session)) return true;
  if (deviceHash === null) return false;
  const row = await deps.lookups.accountDevice(session.id, userId);
  return row?.deviceHash === accountDeviceHash(deviceHash, session.id, userId);
}

/**
 * The person as they are in the session from now on: an account that has entered on no device yet
 * takes part on this one. Of several that enter at the same moment it is one.
 */
export async function enterSession(
  deps: Pick<ServiceDeps, 'prisma' | 'notifier' | 'now' | 'lookups' | 'lanes'>,
  { deviceHash, deviceKey }: Pick<Actor, 'deviceHash' | 'deviceKey'>,
  { id: sessionId }: SessionFacts,
  person: SessionPerson,
): Promise<SessionPerson> {
  // Without a key there is no author that the device could be.
  if (person.takesPart || deviceHash === null || deviceKey === null) return person;
  const { id: userId } = person;
  if ((await deps.lookups.accountDevice(sessionId, userId)) !== null) return person;
  const own = { sessionId, userId, deviceHash: accountDeviceHash(deviceHash, sessionId, userId) };
  return deps.lanes.run(sessionId, () =>
    decide(deps, async (tx) => {
      // Anonymity is promised, and taken back, under this lock.
      const session = await shareSession(tx, sessionId);
      if (!bindsDevices(session)) return { ...person, takesPart: true };
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`devices ${sessionId}`}, 0))`;
      const before = await tx.accountDevice.findMany({ where: { sessionId } });
      const known = before.find((row) => row.userId === userId);
      if (known !== undefined) return { ...person, takesPart: known.deviceHash === own.deviceHash };
      const data = [...before, own].sort((a, b) => (a.deviceHash < b.deviceHash ? -1 : 1));
      await tx.accountDevice.deleteMany({ where: { sessionId } });
      await tx.accountDevice.createMany({ data });
      return { ...person, takesPart: true };
    }),
  );
}

/**
 * For whatever is counted by person: the person as they take part on the actor's device. `session`
 * is the one that the transaction holds, because it may have become anonymous since the person was
 * looked up. Throws otherDevice; deviceUnknown to an account that has entered on no device.
 */
export async function requireTakingPart(
  tx: Transaction,
  { deviceHash, deviceKey }: Pick<Actor, 'deviceHash' | 'deviceKey'>,
  session: SessionFacts,
  person: SessionPerson,
): Promise<SessionPerson> {
  if (person.kind !== 'user' || !bindsDevices(session)) return { ...person, takesPart: true };
  const [sessionId, userId] = [session.id, person.id];
  const row = await tx.accountDevice.findUnique({ where: { sessionId_userId: { sessionId, userId } } });
  if (row === null || deviceHash === null || deviceKey === null) throw new DomainError('deviceUnknown');
  if (row.deviceHash !== accountDeviceHash(deviceHash, sessionId, userId)) throw new DomainError('otherDevice');
  return { ...person, takesPart: true };
}
