import { DomainError, type JoinSessionInput, LIMITS, newId, type ParticipantId } from '@gongyi/domain';
import { decide } from './decide.ts';
import { findSessionByCode } from './find-session-by-code.ts';
import { shareSession } from './lock-session.ts';
import type { ServiceDeps } from './service-deps.ts';

/**
 * Makes the device a participant of the session; a device that was one before stays the same person, with the name and unit
 * given now. In an anonymous session both are dropped unread, and in any other both are needed.
 * Throws codeInvalid, tooManyRequests, invalidInput, removedFromSession, joiningClosed (to a device
 * that was none before), limitReached.
 */
export async function joinSession(
  deps: ServiceDeps,
  device: { readonly hash: string; readonly ip: string },
  input: JoinSessionInput,
): Promise<{ sessionId: string }> {
  const { id: sessionId, campaignId } = await findSessionByCode(deps, device.ip, input.code);
  const key = { sessionId, deviceHash: device.hash };
  await deps.lanes.run(sessionId, () =>
    decide(deps, async (tx, append) => {
      // Under the lock that the promise of anonymity is made under: nobody is asked for a name a moment after it was given.
      // And that joining is turned off under: from its commit on nobody slips through.
      const { anonymous, mayJoin } = await shareSession(tx, sessionId);
      const before = await tx.participant.findUnique({ where: { sessionId_deviceHash: key } });
      if (before?.removedAt) throw new DomainError('removedFromSession');
      if (before === null && !mayJoin) throw new DomainError('joiningClosed');
      const { name, unit } = anonymous ? { name: '', unit: '' } : requireNameAndUnit(input);
      if (before?.name === name && before.unit === unit) return;
      if (before === null && (await tx.participant.count({ where: { sessionId } })) >= LIMITS.participantsPerSession) {
        throw new DomainError('limitReached', { limit: LIMITS.participantsPerSession });
      }
      // One statement, so that a double tap makes one participant.
      const { id, removedAt } = await tx.participant.upsert({
        where: { sessionId_deviceHash: key },
        create: { id: newId<ParticipantId>(), ...key, name, unit },
        update: { name, unit },
      });
      // Removed while this waited for the row.
      if (removedAt !== null) throw new DomainError('removedFromSession');
      await append({
        campaignId,
        type: 'participant.joined',
        subjectId: id,
        sessionId,
        actor: { kind: 'participant', id },
      });
    }),
  );
  return { sessionId };
}

function requireNameAndUnit({ name, unit }: JoinSessionInput): { name: string; unit: string } {
  const paths = [...(name === '' ? ['name'] : []), ...(unit === '' ? ['unit'] : [])];
  if (paths.length > 0) throw new DomainError('invalidInput', { paths });
  return { name, unit };
}
