import { newId, type SessionSnapshotId, type SnapshotReason } from '@gongyi/domain';
import type { AppendEvents, EventActor, Transaction } from '../../kernel/decide.ts';
import type { KeptDocument } from '../../kernel/ports.ts';
import { type SnapshotFacts, snapshotsToDrop } from '../policy/snapshot-policy.ts';

/**
 * Who keeps it, and their name as people are shown it: empty for the system, and for who has none
 * in an anonymous session.
 */
export type SnapshotMaker = { readonly actor: EventActor; readonly name: string };

export type NewSnapshot = {
  readonly session: { readonly id: string; readonly campaignId: string };
  readonly captured: KeptDocument;
  readonly reason: SnapshotReason;
  readonly label: string;
  readonly by: SnapshotMaker;
  readonly now: Date;
};

/**
 * The row and its event; what there is too much of goes. The document is captured before: a
 * transaction must not wait for one.
 */
export async function insertSnapshot(
  tx: Transaction,
  append: AppendEvents,
  { session, captured, reason, label, by, now }: NewSnapshot,
): Promise<{ snapshotId: string }> {
  const snapshotId = newId<SessionSnapshotId>();
  const { document, points } = captured;
  await tx.sessionSnapshot.create({
    data: {
      id: snapshotId,
      sessionId: session.id,
      reason,
      label,
      points,
      document,
      createdBy: by.name,
      createdAt: now,
    },
    select: { id: true },
  });
  await dropOldest(tx, session.id);
  await append({
    campaignId: session.campaignId,
    type: 'session.snapshotKept',
    subjectId: session.id,
    sessionId: session.id,
    actor: by.actor,
    data: { snapshotId, reason, label, points },
  });
  return { snapshotId };
}

async function dropOldest(tx: Transaction, sessionId: string): Promise<void> {
  const newestFirst = await tx.$queryRaw<SnapshotFacts[]>`
    SELECT id, reason::text AS reason, label, octet_length(document) AS bytes
    FROM session_snapshot WHERE session_id = ${sessionId} ORDER BY created_at DESC, id DESC`;
  const ids = snapshotsToDrop(newestFirst);
  if (ids.length > 0) await tx.sessionSnapshot.deleteMany({ where: { id: { in: ids } } });
}
