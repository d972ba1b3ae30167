import type { LogEntry, StoredDocument, UpdateLog } from '../ports.ts';

/** A log in memory that outlives the servers of a test, and can be made to fail or to wait. */
export interface MemoryUpdateLog extends UpdateLog {
  /** While set, every call rejects with it. */
  outage: Error | null;
  /** While set, every call waits for it first. */
  gate: Promise<void> | null;
  /** How many appends have been asked for, failed ones included. */
  readonly appends: number;
  /** How many loads have been asked for. */
  readonly loads: number;
  /** Those that the newest snapshots replaced are left out after the next one. */
  readonly rows: readonly LogEntry[];
  /** Oldest first; two for each session at most. */
  readonly snapshots: readonly MemorySnapshot[];
}

export type MemorySnapshot = { readonly sessionId: string; readonly seq: number; snapshot: Uint8Array };

export function createMemoryUpdateLog(): MemoryUpdateLog {
  let rows: (LogEntry & { readonly seq: number })[] = [];
  let snapshots: MemorySnapshot[] = [];
  let seq = 0;
  let appends = 0;
  let loads = 0;

  function stored(sessionId: string, which: 'newest' | 'previous'): StoredDocument {
    const from = snapshots.filter((snapshot) => snapshot.sessionId === sessionId).at(which === 'newest' ? -1 : -2);
    const since = rows.filter((row) => row.sessionId === sessionId && row.seq > (from?.seq ?? 0));
    return { snapshot: from?.snapshot.slice() ?? null, updates: since.map(({ update }) => update.slice()) };
  }

  const log: MemoryUpdateLog = {
    outage: null,
    gate: null,
    get rows() {
      return rows;
    },
    get snapshots() {
      return snapshots;
    },
    get appends() {
      return appends;
    },
    get loads() {
      return loads;
    },
    async append(entries) {
      appends++;
      await log.gate;
      if (log.outage !== null) throw log.outage;
      for (const { sessionId, update } of entries) rows.push({ seq: ++seq, sessionId, update: update.slice() });
    },
    async load(sessionId, which = 'newest') {
      loads++;
      await log.gate;
      if (log.outage !== null) throw log.outage;
      return stored(sessionId, which);
    },
    async compact(sessionId, merge) {
      await log.gate;
      if (log.outage !== null) throw log.outage;
      const last = rows.findLast((row) => row.sessionId === sessionId)?.seq ?? 0;
      const newest = snapshots.findLast((snapshot) => snapshot.sessionId === sessionId)?.seq ?? 0;
      if (last <= newest) return false;
      const snapshot = merge(stored(sessionId, 'newest'));
      if (snapshot === null) return false;
      rows = rows.filter((row) => row.sessionId !== sessionId || row.seq > newest);
      snapshots = snapshots.filter((kept) => kept.sessionId !== sessionId || kept.seq >= newest);
      snapshots.push({ sessionId, seq: last, snapshot });
      return true;
    },
  };
  return log;
}
