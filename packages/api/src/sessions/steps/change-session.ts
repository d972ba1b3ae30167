import type { Prisma, Session } from '@gongyi/db';
import { DomainError } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import { byPerson, decide, type EventContent, type Transaction } from '../../kernel/decide.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import type { SessionPerson } from '../views.ts';
import { lockSession } from './lock-session.ts';
import { requireInSession } from './require-in-session.ts';

export type SessionChange = {
  readonly data: Prisma.SessionUncheckedUpdateInput;
  /** Null for what nobody needs to hear of. */
  readonly event: EventContent | null;
};

/**
 * One decision of a leader about how the session stands, made on the row as it is, not as it was
 * asked for. `plan` answers what changes, or null when it is so already: then nothing is written,
 * and nobody told. Resolves with whether something was. Throws sessionClosed, and what
 * `requireInSession` throws.
 */
export async function changeSession(
  deps: ServiceDeps,
  actor: Actor,
  sessionId: string,
  plan: (
    session: Session,
    person: SessionPerson,
    tx: Transaction,
  ) => SessionChange | null | Promise<SessionChange | null>,
): Promise<boolean> {
  const { person } = await requireInSession(deps, actor, sessionId, 'session.lead');
  return decide(deps, async (tx, append) => {
    const session = await lockSession(tx, sessionId);
    if (session.stage === 'closed') throw new DomainError('sessionClosed');
    const change = await plan(session, person, tx);
    if (change === null) return false;
    await tx.session.update({ where: { id: sessionId }, data: change.data, select: { id: true } });
    if (change.event === null) return false;
    const { campaignId } = session;
    await append({ ...change.event, campaignId, subjectId: sessionId, sessionId, actor: byPerson(person) });
    return true;
  });
}
