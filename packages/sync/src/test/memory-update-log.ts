import { LIMITS } from '@gongyi/domain';
import type { ClientOwner, LoadFrom, LogEntry, RemovedPoint, StoredDocument, UpdateLog } from '../ports.ts';

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
  /** The kept points of a session, the last removed first. */
  removedOf(sessionId: string): readonly RemovedPoint[];
}

type MemorySnapshot = { readonly sessionId: string; readonly seq: number; snapshot: Uint8Array };

export function createMemoryUpdateLog(): MemoryUpdateLog {
  let rows: (LogEntry & { readonly seq: number })[] = [];
  let snapshots: MemorySnapshot[] = [];
  const owners = new Map<string, Map<number, ClientOwner>>();
  const removed = new Map<string, Map<string, RemovedPoint>>();
  let seq = 0;
  let appends = 0;
  let loads = 0;

  function stored(sessionId: string, which: LoadFrom): StoredDocument {
    const kept = snapshots.filter((snapshot) => snapshot.sessionId === sessionId);
    const all = rows.filter((row) => row.sessionId === sessionId);
    const since = (from: number) => all.filter((row) => row.seq > from).map(({ update }) => update.slice());
    const ofSession = [...(owners.get(sessionId)?.values() ?? [])];
    if (typeof which === 'object' && which.since >= (kept.at(-2)?.seq ?? 0)) {
      return { snapshot: null, updates: since(which.since), upTo: kept.at(-1)?.seq ?? 0, owners: ofSession };
    }
    const from = kept.at(which === 'previous' ? -2 : -1);
    const upTo = from?.seq ?? 0;
    return { snapshot: from?.snapshot.slice() ?? null, updates: since(upTo), upTo, owners: ofSession };
  }

  function own(sessionId: string, learnt: readonly ClientOwner[]) {
    const ofSession = owners.get(sessionId) ?? new Map<number, ClientOwner>();
    owners.set(sessionId, ofSession);
    for (const owner of learnt) if (!ofSession.has(owner.clientId)) ofSession.set(owner.clientId, owner);
  }

  function keep(sessionId: string, points: readonly RemovedPoint[]) {
    const ofSession = removed.get(sessionId) ?? new Map<string, RemovedPoint>();
    removed.set(sessionId, ofSession);
    for (const kept of points) {
      const before = ofSession.get(kept.point.id);
      if (before === undefined || before.at <= kept.at) ofSession.set(kept.point.id, kept);
    }
  }

  function removedOf(sessionId: string): readonly RemovedPoint[] {
    return [...(removed.get(sessionId)?.values() ?? [])].sort((a, b) => b.at.getTime() - a.at.getTime());
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
    removedOf,
    async append(entries) {
      appends++;
      await log.gate;
      if (log.outage !== null) throw log.outage;
      for (const { sessionId, update, owners: learnt = [], removed: points = [] } of entries) {
        rows.push({ seq: ++seq, sessionId, update: update.slice(), removed: points });
        own(sessionId, learnt);
        keep(sessionId, points);
      }
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
      const snapshot = await merge(stored(sessionId, 'newest'));
      // Another node may have made one meanwhile.
      const isLate = snapshots.some((kept) => kept.sessionId === sessionId && kept.seq > newest);
      if (snapshot === null || isLate) return false;
      rows = rows.filter((row) => row.sessionId !== sessionId || row.seq > newest);
      snapshots = snapshots.filter((kept) => kept.sessionId !== sessionId || kept.seq >= newest);
      snapshots.push({ sessionId, seq: last, snapshot });
      const tooOld = removedOf(sessionId).slice(LIMITS.removedPointsPerSession);
      for (const { point } of tooOld) removed.get(sessionId)?.delete(point.id);
      return true;
    },
  };
  return log;
}
