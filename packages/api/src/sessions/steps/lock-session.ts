import type { Session } from '@gongyi/db';
import { DomainError } from '@gongyi/domain';
import type { Transaction } from '../../kernel/decide.ts';

/**
 * The session's row, held until the commit, for a decision about how the session stands. Take it
 * before anything of the campaign, which is locked by the event at the end. Throws notFound.
 */
export async function lockSession(tx: Transaction, sessionId: string): Promise<Session> {
  await tx.$queryRaw`
    WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(hashtextextended(${turnOf(sessionId)}, 0)))
    SELECT session.id FROM turn, session WHERE session.id = ${sessionId} FOR NO KEY UPDATE OF session`;
  return readSession(tx, sessionId);
}

/**
 * For what is decided by how the session stands: many at once, and none while that changes. Throws
 * notFound.
 */
export async function shareSession(tx: Transaction, sessionId: string): Promise<Session> {
  await tx.$queryRaw`
    WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock_shared(hashtextextended(${turnOf(sessionId)}, 0)))
    SELECT session.id FROM turn, session WHERE session.id = ${sessionId} FOR SHARE OF session`;
  return readSession(tx, sessionId);
}

/**
 * Who shares a row passes by whoever waits to have it alone: a hall that joins or votes without a
 * pause would keep its leader waiting for good. Of advisory locks people have their turns.
 */
function turnOf(sessionId: string): string {
  return `session ${sessionId}`;
}

async function readSession(tx: Transaction, sessionId: string): Promise<Session> {
  const session = await tx.session.findUnique({ where: { id: sessionId } });
  if (session === null) throw new DomainError('notFound');
  return session;
}
