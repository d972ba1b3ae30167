import { DomainError, type RenameParticipantInput } from '@gongyi/domain';
import { keepFormerNames } from '../../campaigns/index.ts';
import type { Actor } from '../../kernel/actor.ts';
import { byPerson, decide } from '../../kernel/decide.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { requireParticipant } from '../steps/require-participant.ts';

/**
 * Puts a name or unit right. Points keep the name under which they were written, and what a page
 * wrote offline under the former one is taken. Throws sessionAnonymous.
 */
export async function renameParticipant(deps: ServiceDeps, actor: Actor, input: RenameParticipantInput): Promise<void> {
  const { participantId, name, unit } = input;
  const { session, person } = await requireParticipant(deps, actor, participantId, 'session.lead');
  if (session.anonymous) throw new DomainError('sessionAnonymous');
  await decide(deps, async (tx, append) => {
    await tx.$queryRaw`SELECT id FROM participant WHERE id = ${participantId} FOR NO KEY UPDATE`;
    const before = await tx.participant.findUniqueOrThrow({ where: { id: participantId } });
    await keepFormerNames(tx, session.campaignId, [{ ...before, personId: participantId }], deps.now());
    await tx.participant.update({ where: { id: participantId }, data: { name, unit }, select: { id: true } });
    await append({
      campaignId: session.campaignId,
      type: 'participant.renamed',
      subjectId: participantId,
      sessionId: session.id,
      actor: byPerson(person),
    });
  });
  // Their page learns the name, and what it writes under it is theirs.
  deps.sessionGate.personChanged({ sessionId: session.id, personId: participantId });
}
