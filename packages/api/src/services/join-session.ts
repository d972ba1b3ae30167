import { DomainError, type JoinSessionInput, LIMITS, newId, type ParticipantId } from '@gongyi/domain';
import { decide } from './decide.ts';
import { findSessionByCode } from './find-session-by-code.ts';
import type { ServiceDeps } from './service-deps.ts';

/**
 * Makes the device a participant of the session; a device that was one before stays the same person, with the name and unit
 * given now. Throws codeInvalid, tooManyRequests, limitReached.
 */
export async function joinSession(
  deps: ServiceDeps,
  device: { readonly hash: string; readonly ip: string },
  input: JoinSessionInput,
): Promise<{ sessionId: string }> {
  const { name, unit } = input;
  const { id: sessionId, campaignId } = await findSessionByCode(deps, device.ip, input.code);
  const key = { sessionId, deviceHash: device.hash };
  await decide(deps, async (tx, append) => {
    const before = await tx.participant.findUnique({ where: { sessionId_deviceHash: key } });
    if (before?.name === name && before.unit === unit) return;
    if (before === null && (await tx.participant.count({ where: { sessionId } })) >= LIMITS.participantsPerSession) {
      throw new DomainError('limitReached', { limit: LIMITS.participantsPerSession });
    }
    // One statement, so that a double tap makes one participant.
    const { id } = await tx.participant.upsert({
      where: { sessionId_deviceHash: key },
      create: { id: newId<ParticipantId>(), ...key, name, unit },
      update: { name, unit },
    });
    await append({
      campaignId,
      type: 'participant.joined',
      subjectId: id,
      sessionId,
      actor: { kind: 'participant', id },
    });
  });
  return { sessionId };
}
