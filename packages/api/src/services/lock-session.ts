import type { Session } from '@gongyi/db';
import { DomainError } from '@gongyi/domain';
import type { Transaction } from './decide.ts';

/**
 * The session's row, held until the commit, for a decision about how the session stands. Take it before anything of the campaign, which
 * is locked by the event at the end. Throws notFound.
 */
export async function lockSession(tx: Transaction, sessionId: string): Promise<Session> {
  await tx.$queryRaw`SELECT id FROM session WHERE id = ${sessionId} FOR NO KEY UPDATE`;
  return readSession(tx, sessionId);
}

/** For what is decided by how the session stands: many at once, and none while that changes. Throws notFound. */
export async function shareSession(tx: Transaction, sessionId: string): Promise<Session> {
  await tx.$queryRaw`SELECT id FROM session WHERE id = ${sessionId} FOR SHARE`;
  return readSession(tx, sessionId);
}

async function readSession(tx: Transaction, sessionId: string): Promise<Session> {
  const session = await tx.session.findUnique({ where: { id: sessionId } });
  if (session === null) throw new DomainError('notFound');
  return session;
}
