import type { Participant, Session } from '@gongyi/db';
import { type Capability, DomainError } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import type { SessionPerson } from '../views.ts';
import { requireInSession } from './require-in-session.ts';

/**
 * A participant, for somebody with this right in their session. Throws notFound, and what
 * `requireInSession` throws.
 */
export async function requireParticipant(
  deps: ServiceDeps,
  actor: Actor,
  participantId: string,
  capability: Capability,
): Promise<{ participant: Participant; session: Session; person: SessionPerson }> {
  const participant = await deps.prisma.participant.findUnique({ where: { id: participantId } });
  if (participant === null) throw new DomainError('notFound');
  return { participant, ...(await requireInSession(deps, actor, participant.sessionId, capability)) };
}
