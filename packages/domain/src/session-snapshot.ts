/**
 * Why a state of a session was kept: a stage began, somebody asked for it, or an older state was
 * about to be restored.
 */
export const SNAPSHOT_REASONS = ['stage', 'asked', 'restore'] as const;
export type SnapshotReason = (typeof SNAPSHOT_REASONS)[number];
