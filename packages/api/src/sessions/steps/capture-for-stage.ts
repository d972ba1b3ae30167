import type { SessionStage } from '@gongyi/domain';
import type { AppendEvents, Transaction } from '../../kernel/decide.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { insertSnapshot, type SnapshotMaker } from './insert-snapshot.ts';

/**
 * Keeps what was captured. To be called in the transaction that changes the stage, so that both are
 * committed or neither.
 */
export type KeepForStage = (tx: Transaction, append: AppendEvents) => Promise<{ snapshotId: string }>;

/**
 * Captures a session's document as it stands when a stage begins. Await it before the transaction
 * of the stage change: a transaction holds rows that others wait for, and must not itself wait for
 * a document.
 */
export async function captureForStage(
  deps: Pick<ServiceDeps, 'documentKeeper' | 'now'>,
  session: { readonly id: string; readonly campaignId: string },
  stage: SessionStage,
  by: SnapshotMaker,
): Promise<KeepForStage> {
  const captured = await deps.documentKeeper.capture(session.id);
  return (tx, append) =>
    insertSnapshot(tx, append, { session, captured, reason: 'stage', label: stage, by, now: deps.now() });
}
