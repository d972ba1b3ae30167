import { LIMITS } from '@gongyi/domain';
import type * as Y from 'yjs';

/** `own`: of pages of this person. `passedOn`: of an answer, and perhaps of somebody else. */
export type Purpose = 'own' | 'passedOn';

/**
 * How many Yjs client ids a document takes, from each person and in all.
 *
 * Yjs copies the state of every client id several times in each transaction. So each id that was
 * ever used makes every later key press in the session dearer, for good, and an id costs its sender
 * six bytes. An honest page uses one in its life; after a crash it may pass on those of others.
 */
export interface ClientIdBudget {
  /**
   * How many more it takes from this person now. By `Editor.memberId`, so that an account has no
   * more for having several devices.
   */
  left(memberId: string, purpose: Purpose): number;
  /** From anybody. */
  readonly leftInDocument: number;
  spend(memberId: string, purpose: Purpose, count: number): void;
}

export type ClientIdLimits = {
  /** At once, for each purpose. */
  readonly perPerson: number;
  /** After which one more comes back. */
  readonly refillMs: number;
  readonly perDocument: number;
};

export const LIMITS_OF_A_SESSION: ClientIdLimits = {
  perPerson: LIMITS.syncClientIdsPerPerson,
  refillMs: LIMITS.syncClientIdRefillMs,
  perDocument: LIMITS.syncClientIdsPerDocument,
};

type Spent = { count: number; atMs: number };

export function createClientIdBudget(
  doc: Y.Doc,
  { perPerson, refillMs, perDocument }: ClientIdLimits = LIMITS_OF_A_SESSION,
): ClientIdBudget {
  /** As many as people who sent something new within `perPerson * refillMs`. */
  const spent = new Map<string, Spent>();

  function spentBy(key: string, nowMs: number): number {
    const last = spent.get(key);
    return last === undefined ? 0 : Math.max(0, last.count - (nowMs - last.atMs) / refillMs);
  }

  function forgetWhoMayHaveAll(nowMs: number): void {
    for (const key of spent.keys()) {
      if (spentBy(key, nowMs) > 0) return;
      spent.delete(key);
    }
  }

  return {
    left: (memberId, purpose) => Math.floor(perPerson - spentBy(`${purpose} ${memberId}`, performance.now())),
    get leftInDocument() {
      return Math.max(0, perDocument - doc.store.clients.size);
    },
    spend(memberId, purpose, count) {
      if (count === 0) return;
      const nowMs = performance.now();
      const key = `${purpose} ${memberId}`;
      const before = spentBy(key, nowMs);
      spent.delete(key);
      spent.set(key, { count: before + count, atMs: nowMs });
      forgetWhoMayHaveAll(nowMs);
    },
  };
}
