import { LIMITS } from '@gongyi/domain';
import * as Y from 'yjs';
import type { Purpose } from './client-id-budget.ts';
import type { ClientIds } from './client-ids.ts';

/**
 * How much each person has ever written into a document, in Yjs's own measure: a unit for each
 * character, each record and each value of a field, whatever became of it. What is deleted stays in
 * the clocks of the document for good, so writing and deleting without end adds up as well.
 *
 * The clocks of a person's client ids are the truth, which a restart does not change. They are
 * summed up now and then, and what comes in between is added. What somebody brings under ids of
 * whom nobody knows whose they are counts as theirs until somebody does; a restart forgets that. It
 * is counted apart when they only pass it on, so that a crash takes nobody's right to write.
 */
export interface WrittenUnits {
  /** How many more the document takes from this person; exact when it is less than `wanted`. */
  left(ownerKey: string, purpose: Purpose, wanted: number): number;
  /** They brought so many, which were taken. */
  add(ownerKey: string, purpose: Purpose, clientId: number, units: number): void;
}

/** A sum that is older by so many units is made anew: they may be on another node as well. */
const SUM_AGAIN_AFTER = 10_000;
const NONE: ReadonlySet<number> = new Set();

type Sum = { readonly units: number; added: number; readonly pages: number };

export function createWrittenUnits(
  doc: Y.Doc,
  clientIds: Pick<ClientIds, 'idsOf' | 'ownerOf'>,
  most: number = LIMITS.unitsPerAuthor,
): WrittenUnits {
  const sums = new Map<string, Sum>();
  /** What came under the ids of nobody. */
  const unowned = new Map<string, Map<number, number>>();

  const keyOf = (ownerKey: string, purpose: Purpose) => `${purpose} ${ownerKey}`;
  const idsOf = (ownerKey: string, purpose: Purpose) => (purpose === 'own' ? clientIds.idsOf(ownerKey) : NONE);

  function sumUp(ownerKey: string, purpose: Purpose): Sum {
    const [key, ids] = [keyOf(ownerKey, purpose), idsOf(ownerKey, purpose)];
    let units = 0;
    for (const clientId of ids) units += Y.getState(doc.store, clientId);
    const others = unowned.get(key) ?? new Map<number, number>();
    for (const [clientId, brought] of others) {
      // No more than was applied in the end.
      if (clientIds.ownerOf(clientId) === undefined) units += Math.min(brought, Y.getState(doc.store, clientId));
      else others.delete(clientId);
    }
    const sum = { units, added: 0, pages: ids.size };
    sums.set(key, sum);
    return sum;
  }

  return {
    left(ownerKey, purpose, wanted) {
      const known = sums.get(keyOf(ownerKey, purpose));
      const isFresh =
        known !== undefined && known.added < SUM_AGAIN_AFTER && known.pages === idsOf(ownerKey, purpose).size;
      const sum = isFresh ? known : sumUp(ownerKey, purpose);
      const left = most - sum.units - sum.added;
      if (left >= wanted || sum.added === 0) return Math.max(0, left);
      return Math.max(0, most - sumUp(ownerKey, purpose).units);
    },
    add(ownerKey, purpose, clientId, units) {
      const key = keyOf(ownerKey, purpose);
      const sum = sums.get(key);
      if (sum !== undefined) sum.added += units;
      if (clientIds.ownerOf(clientId) !== undefined) return;
      const others = unowned.get(key) ?? new Map<number, number>();
      unowned.set(key, others);
      others.set(clientId, (others.get(clientId) ?? 0) + units);
    },
  };
}
