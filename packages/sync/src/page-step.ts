import { LIMITS } from '@gongyi/domain';
import * as Y from 'yjs';
import { type Lacking, sizeOf } from './guard/edit-guard.ts';
import type { Range } from './guard/read-update.ts';

/**
 * How far one connection's page is in step with the room's document.
 *
 * What a page says and the document cannot take yet is not kept here: once the document has more of
 * what was missing, the page is asked again, and says all of it again. Only what is missing is
 * remembered.
 */
export interface PageStep {
  /** The page was asked for all that it has, and will answer. */
  asked(): void;
  /** The answer came: what is lacking is said anew. */
  answered(): void;
  readonly isAsked: boolean;
  /** False when it has become more than any honest page lacks. */
  lacks(lacking: Lacking): boolean;
  /**
   * The document has more of what the page's edits wait for, or all that others had to say again.
   */
  readonly isWorthAsking: boolean;
  /** The document has everything that the page's own person did before it said so. */
  readonly hasAllOfItsOwn: boolean;
  readonly isInStep: boolean;
  /**
   * To be called with each keepalive. True when it has been out of step since the last call, and
   * has answered nothing since. While it is asked nobody knows, because its answer may say that it
   * is not; but it does not keep us waiting for ever.
   */
  isOverdue(): boolean;
}

/** Keepalives that a page may take to answer: it may have much to send over a poor line. */
const MAX_UNANSWERED = 8;

export function createPageStep(doc: Y.Doc): PageStep {
  let outstanding = 0;
  let blockers = new Map<number, number>();
  let relayed = new Map<number, number>();
  let perhapsOwn = new Set<number>();
  let deletes: Range[] = [];
  let wasOutOfStep = false;
  let unanswered = 0;

  const isReached = ([clientId, state]: readonly [number, number]) => Y.getState(doc.store, clientId) >= state;
  const isInStep = () => sizeOf({ blockers, relayed, deletes }) === 0;

  return {
    asked() {
      outstanding++;
    },
    answered() {
      outstanding = Math.max(0, outstanding - 1);
      if (outstanding > 0) return;
      unanswered = 0;
      wasOutOfStep = false;
      blockers = new Map();
      relayed = new Map();
      perhapsOwn = new Set();
      deletes = [];
    },
    get isAsked() {
      return outstanding > 0;
    },
    lacks(lacking) {
      for (const [clientId, state] of lacking.blockers) {
        blockers.set(clientId, Math.min(state, blockers.get(clientId) ?? state));
      }
      for (const [clientId, state] of lacking.relayed) {
        relayed.set(clientId, Math.max(state, relayed.get(clientId) ?? 0));
      }
      for (const clientId of lacking.perhapsOwn) perhapsOwn.add(clientId);
      deletes = [...deletes, ...lacking.deletes];
      return sizeOf({ blockers, relayed, deletes }) <= LIMITS.syncLackingRanges;
    },
    get isWorthAsking() {
      if (outstanding > 0) return false;
      return [...blockers].some(isReached) || (relayed.size > 0 && [...relayed].every(isReached));
    },
    get hasAllOfItsOwn() {
      if (outstanding > 0 || blockers.size > 0 || deletes.length > 0) return false;
      return [...perhapsOwn].every((clientId) => isReached([clientId, relayed.get(clientId) ?? 0]));
    },
    get isInStep() {
      return isInStep();
    },
    isOverdue() {
      relayed = new Map([...relayed].filter((need) => !isReached(need)));
      deletes = deletes.filter((range) => !isDeleted(range, doc));
      if (outstanding > 0) return ++unanswered >= MAX_UNANSWERED;
      const overdue = !isInStep() && wasOutOfStep;
      wasOutOfStep = !isInStep();
      return overdue;
    },
  };
}

function isDeleted({ clientId, clock, length }: Range, doc: Y.Doc): boolean {
  const structs = doc.store.clients.get(clientId);
  if (structs === undefined || Y.getState(doc.store, clientId) < clock + length) return false;
  for (let index = Y.findIndexSS(structs, clock); index < structs.length; index++) {
    const struct = structs[index];
    if (struct === undefined || struct.id.clock >= clock + length) return true;
    if (struct instanceof Y.Item && !struct.deleted) return false;
  }
  return true;
}
