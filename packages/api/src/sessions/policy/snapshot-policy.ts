import { LIMITS, type SnapshotReason } from '@gongyi/domain';

/** A kept state as this policy sees it. */
export type SnapshotFacts = {
  readonly id: string;
  readonly reason: SnapshotReason;
  readonly label: string;
  readonly bytes: number;
};

/**
 * The ids of those that must go when there are too many, or they are too large together: the oldest
 * first, but never the newest of all, which was kept a moment ago, nor the newest of each stage.
 */
export function snapshotsToDrop(newestFirst: readonly SnapshotFacts[]): string[] {
  const stages = new Set<string>();
  const isLasting = newestFirst.map(({ reason, label }, index) => {
    if (reason !== 'stage') return index === 0;
    const isNewestOfStage = !stages.has(label);
    stages.add(label);
    return isNewestOfStage || index === 0;
  });
  const lasting = newestFirst.filter((_, index) => isLasting[index]);
  let count = lasting.length;
  let bytes = lasting.reduce((sum, snapshot) => sum + snapshot.bytes, 0);
  let isFull = false;
  return newestFirst.flatMap((snapshot, index) => {
    if (isLasting[index]) return [];
    count++;
    bytes += snapshot.bytes;
    // From the first that does not fit on all go, or a small old one would outlive a large newer
    // one.
    isFull ||= count > LIMITS.snapshotsPerSession || bytes > LIMITS.snapshotBytesPerSession;
    return isFull ? [snapshot.id] : [];
  });
}
