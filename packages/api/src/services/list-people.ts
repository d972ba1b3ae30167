import type { Actor } from '../actor.ts';
import type { ParticipantView } from '../views.ts';
import { requireInSession } from './require-in-session.ts';
import type { ServiceDeps } from './service-deps.ts';

/** The session's participants, who joined first first, removed ones too. Who is connected, the page knows from presence. */
export async function listPeople(deps: ServiceDeps, actor: Actor, sessionId: string): Promise<ParticipantView[]> {
  const { session } = await requireInSession(deps, actor, sessionId, 'session.lead');
  const participants = await deps.prisma.participant.findMany({
    where: { sessionId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return participants.map(({ id, name, unit, coFacilitator, createdAt, removedAt }) => ({
    id,
    name,
    unit,
    authorId: session.anonymous ? null : id,
    coFacilitator,
    joinedAt: createdAt.toISOString(),
    removedAt: removedAt?.toISOString() ?? null,
  }));
}
