import { DomainError } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import { byUser, decide, type Transaction } from '../../kernel/decide.ts';
import type { KeptDocument } from '../../kernel/ports.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { insertSnapshot } from '../steps/insert-snapshot.ts';
import { requireSessionRight } from '../steps/require-session-right.ts';

/**
 * Makes the session's points as they were in a kept state. The present state is kept first and
 * answered, so that restoring it undoes this. Throws notFound, sessionClosed, snapshotUnreadable.
 *
 * Two transactions, because a document is changed beside the database: the present state is
 * committed before anything is changed, and the history says that it was restored only once it was.
 * A crash between the two leaves a state too many and loses nothing.
 */
export async function restoreSnapshot(
  deps: ServiceDeps,
  actor: Actor,
  { sessionId, snapshotId }: { sessionId: string; snapshotId: string },
): Promise<{ keptId: string }> {
  const { session, user } = await requireSessionRight(deps, actor, sessionId, 'session.restore');
  const wanted = await deps.prisma.sessionSnapshot.findFirst({
    where: { id: snapshotId, sessionId },
    select: { document: true },
  });
  if (wanted === null) throw new DomainError('notFound');
  if (session.stage === 'closed') throw new DomainError('sessionClosed');

  const by = { actor: byUser(user), name: user.name };
  const captured = await deps.documentKeeper.capture(sessionId);
  const { snapshotId: keptId } = await decide(deps, async (tx, append) => {
    await requireOpen(tx, sessionId);
    return insertSnapshot(tx, append, { session, captured, reason: 'restore', label: '', by, now: deps.now() });
  });

  const before = await deps.documentKeeper.restore(sessionId, wanted.document);
  await decide(deps, async (tx, append) => {
    // People went on writing while it was kept: what they wrote until the very moment is in it as
    // well.
    if (!isSame(captured, before)) await tx.sessionSnapshot.updateMany({ where: { id: keptId }, data: { ...before } });
    await append({
      campaignId: session.campaignId,
      type: 'session.restored',
      subjectId: sessionId,
      sessionId,
      actor: by.actor,
      data: { snapshotId, keptId },
    });
  });
  return { keptId };
}

/** Waits for whoever is closing the session at this moment. */
async function requireOpen(tx: Transaction, sessionId: string): Promise<void> {
  const rows = await tx.$queryRaw<{ closed: boolean }[]>`
    SELECT stage = 'closed' AS closed FROM session WHERE id = ${sessionId} FOR SHARE`;
  if (rows[0]?.closed !== false) throw new DomainError('sessionClosed');
}

function isSame(a: KeptDocument, b: KeptDocument): boolean {
  return Buffer.compare(a.document, b.document) === 0;
}
