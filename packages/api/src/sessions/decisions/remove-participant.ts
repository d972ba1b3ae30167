import type { Actor } from '../../kernel/actor.ts';
import { byPerson, decide } from '../../kernel/decide.ts';
import { requireCapability } from '../../kernel/policy/standing.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { lockSession } from '../steps/lock-session.ts';
import { requireParticipant } from '../steps/require-participant.ts';

/**
 * Takes a participant out of the session: their points and votes stay, and the device may not come
 * back until it is readmitted. A co-facilitator is removed by whoever may appoint one.
 */
export async function removeParticipant(deps: ServiceDeps, actor: Actor, participantId: string): Promise<void> {
  const { session, person, participant } = await requireParticipant(deps, actor, participantId, 'session.lead');
  if (participant.coFacilitator) requireCapability(person.standing, 'session.appoint');
  const { id: sessionId, campaignId } = session;
  await decide(deps, async (tx, append) => {
    const { holdById } = await lockSession(tx, sessionId);
    const { count } = await tx.participant.updateMany({
      where: { id: participantId, removedAt: null },
      data: { removedAt: deps.now(), coFacilitator: false },
    });
    if (count === 0) return;
    if (holdById === participantId) {
      await tx.session.update({
        where: { id: sessionId },
        data: { holdById: null, holdUntil: null },
        select: { id: true },
      });
    }
    await append({
      campaignId,
      type: 'participant.removed',
      subjectId: participantId,
      sessionId,
      actor: byPerson(person),
    });
  });
  deps.sessionGate.personChanged({ sessionId, personId: participantId });
}

/** Lets the device come back, as the same participant. */
export async function readmitParticipant(deps: ServiceDeps, actor: Actor, participantId: string): Promise<void> {
  const { session, person } = await requireParticipant(deps, actor, participantId, 'session.lead');
  const { id: sessionId, campaignId } = session;
  await decide(deps, async (tx, append) => {
    const { count } = await tx.participant.updateMany({
      where: { id: participantId, removedAt: { not: null } },
      data: { removedAt: null },
    });
    if (count === 0) return;
    await append({
      campaignId,
      type: 'participant.readmitted',
      subjectId: participantId,
      sessionId,
      actor: byPerson(person),
    });
  });
}
