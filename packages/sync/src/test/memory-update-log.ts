import type { LogEntry, UpdateLog } from '../ports.ts';

/** A log in memory that outlives the servers of a test, and can be made to fail or to wait. */
export interface MemoryUpdateLog extends UpdateLog {
  /** While set, `append` and `load` reject with it. */
  outage: Error | null;
  /** While set, every call waits for it first. */
  gate: Promise<void> | null;
  /** How many appends have been asked for, failed ones included. */
  readonly appends: number;
  /** How many loads have been asked for. */
  readonly loads: number;
  readonly rows: readonly LogEntry[];
}

export function createMemoryUpdateLog(): MemoryUpdateLog {
  const rows: LogEntry[] = [];
  let appends = 0;
  let loads = 0;
  const log: MemoryUpdateLog = {
    outage: null,
    gate: null,
    rows,
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
      rows.push(...entries.map(({ sessionId, update }) => ({ sessionId, update: update.slice() })));
    },
    async load(sessionId) {
      loads++;
      await log.gate;
      if (log.outage !== null) throw log.outage;
      return rows.filter((row) => row.sessionId === sessionId).map(({ update }) => update.slice());
    },
  };
  return log;
}
