import { DomainError, type SetCoFacilitatorInput } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import { byPerson, decide } from '../../kernel/decide.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { lockSession } from '../steps/lock-session.ts';
import { requireParticipant } from '../steps/require-participant.ts';

/**
 * Lets a participant help to lead this session, or no longer. Throws removedFromSession for one who
 * was removed.
 */
export async function setCoFacilitator(deps: ServiceDeps, actor: Actor, input: SetCoFacilitatorInput): Promise<void> {
  const { participantId, on } = input;
  const { session, person } = await requireParticipant(deps, actor, participantId, 'session.appoint');
  const { id: sessionId, campaignId } = session;
  const changed = await decide(deps, async (tx, append) => {
    const { holdById } = await lockSession(tx, sessionId);
    const { coFacilitator, removedAt } = await tx.participant.findUniqueOrThrow({ where: { id: participantId } });
    if (removedAt !== null) throw new DomainError('removedFromSession');
    if (coFacilitator === on) return false;
    await tx.participant.update({ where: { id: participantId }, data: { coFacilitator: on }, select: { id: true } });
    if (!on && holdById === participantId) {
      await tx.session.update({
        where: { id: sessionId },
        data: { holdById: null, holdUntil: null },
        select: { id: true },
      });
    }
    await append({
      campaignId,
      type: 'participant.roleChanged',
      subjectId: participantId,
      sessionId,
      actor: byPerson(person),
      data: { coFacilitator: on },
    });
    return true;
  });
  if (changed) deps.sessionGate.personChanged({ sessionId, personId: participantId });
}
