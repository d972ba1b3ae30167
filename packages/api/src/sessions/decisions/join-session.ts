import type { Participant } from '@gongyi/db';
import { DomainError, type JoinSessionInput, LIMITS, newId, type ParticipantId } from '@gongyi/domain';
import { keepFormerNames } from '../../campaigns/index.ts';
import { decide, type Transaction } from '../../kernel/decide.ts';
import { sessionDeviceHash } from '../../kernel/devices/device-cookies.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { contribution } from '../steps/author-of.ts';
import { findSessionByCode } from '../steps/find-session-by-code.ts';
import { shareSession } from '../steps/lock-session.ts';

/**
 * Makes the device a participant of the session; a device that was one before stays the same
 * person, with the name and unit given now. In an anonymous session both are dropped unread, and
 * nothing says when who came; in any other both are needed. Throws codeInvalid, tooManyRequests,
 * invalidInput, removedFromSession, joiningClosed (to a device that was none before), limitReached.
 */
export async function joinSession(
  deps: ServiceDeps,
  device: { readonly hash: string; readonly ip: string },
  input: JoinSessionInput,
): Promise<{ sessionId: string }> {
  const { id: sessionId, campaignId } = await findSessionByCode(deps, device.ip, input.code);
  const key = { sessionId, deviceHash: sessionDeviceHash(device.hash, sessionId) };
  const renamed = await deps.lanes.run(sessionId, () =>
    decide(deps, async (tx, append) => {
      // Under the lock that the promise of anonymity is made under: nobody is asked for a name a
      // moment after it was given. And that joining is turned off under: from its commit on nobody
      // slips through.
      const session = await shareSession(tx, sessionId);
      const { anonymous, mayJoin } = session;
      const before = await lockParticipant(tx, key);
      if (before?.removedAt) throw new DomainError('removedFromSession');
      if (before === null && !mayJoin) throw new DomainError('joiningClosed');
      const { name, unit } = anonymous ? { name: '', unit: '' } : requireNameAndUnit(input);
      if (before?.name === name && before.unit === unit) return null;
      if (before === null && (await tx.participant.count({ where: { sessionId } })) >= LIMITS.participantsPerSession) {
        throw new DomainError('limitReached', { limit: LIMITS.participantsPerSession });
      }
      // One statement, so that a double tap makes one participant.
      const { id, removedAt } = await tx.participant.upsert({
        where: { sessionId_deviceHash: key },
        create: {
          id: newId<ParticipantId>(),
          ...key,
          name,
          unit,
          createdAt: anonymous ? session.createdAt : deps.now(),
        },
        update: { name, unit },
      });
      if (before !== null) await keepFormerNames(tx, campaignId, [{ ...before, personId: id }], deps.now());
      // Removed while this waited for the row.
      if (removedAt !== null) throw new DomainError('removedFromSession');
      await append({
        campaignId,
        type: 'participant.joined',
        subjectId: anonymous ? sessionId : id,
        sessionId,
        ...contribution(session, { kind: 'participant', id }),
      });
      return before && id;
    }),
  );
  // A page of theirs that is open learns the name.
  if (renamed !== null) deps.sessionGate.personChanged({ sessionId, personId: renamed });
  return { sessionId };
}

/**
 * Whom the device is in the session already: held until the commit, so that every name that they
 * had is known.
 */
async function lockParticipant(
  tx: Transaction,
  { sessionId, deviceHash }: { readonly sessionId: string; readonly deviceHash: string },
): Promise<Pick<Participant, 'name' | 'unit' | 'removedAt'> | null> {
  const rows = await tx.$queryRaw<Pick<Participant, 'name' | 'unit' | 'removedAt'>[]>`
    SELECT name, unit, removed_at AS "removedAt" FROM participant
    WHERE session_id = ${sessionId} AND device_hash = ${deviceHash} FOR NO KEY UPDATE`;
  return rows[0] ?? null;
}

function requireNameAndUnit({ name, unit }: JoinSessionInput): { name: string; unit: string } {
  const paths = [...(name === '' ? ['name'] : []), ...(unit === '' ? ['unit'] : [])];
  if (paths.length > 0) throw new DomainError('invalidInput', { paths });
  return { name, unit };
}
