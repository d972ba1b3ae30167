import type { Actor } from '../../kernel/actor.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { requireInSession } from '../steps/require-in-session.ts';
import type { ParticipantView } from '../views.ts';

/**
 * The session's participants, removed ones too. Who is connected, the page knows from presence. In
 * a named session who joined first comes first; in an anonymous one the order says nothing, nor
 * does anything else say who came when.
 */
export async function listPeople(deps: ServiceDeps, actor: Actor, sessionId: string): Promise<ParticipantView[]> {
  const { session } = await requireInSession(deps, actor, sessionId, 'session.lead');
  const participants = await deps.prisma.participant.findMany({
    where: { sessionId },
    // All of an anonymous session have one moment, and ids are random.
    orderBy: session.anonymous ? { id: 'asc' } : [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return participants.map(({ id, name, unit, coFacilitator, createdAt, removedAt }) => ({
    id,
    name,
    unit,
    authorId: session.anonymous ? null : id,
    coFacilitator,
    joinedAt: session.anonymous ? null : createdAt.toISOString(),
    removed: removedAt !== null,
  }));
}
