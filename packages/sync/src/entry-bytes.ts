import type { LogEntry, RemovedPoint } from './ports.ts';

/**
 * About what an entry takes in memory and in a statement: its update, and the words that are kept
 * with it.
 */
export function entryBytes({ update, removed }: LogEntry): number {
  return removed === undefined ? update.length : removed.reduce((sum, kept) => sum + bytesOf(kept), update.length);
}

export function entriesBytes(entries: readonly LogEntry[]): number {
  return entries.reduce((sum, entry) => sum + entryBytes(entry), 0);
}

/** Ids, names and the details, which have short limits of their own. */
const DETAILS_BYTES = 300;
/** Of a Chinese character in UTF-8. */
const CHAR_BYTES = 3;

function bytesOf({ point }: RemovedPoint): number {
  return DETAILS_BYTES + CHAR_BYTES * point.text.length;
}
