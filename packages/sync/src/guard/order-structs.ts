import * as Y from 'yjs';
import type { NewStruct } from './read-update.ts';

export type OrderedStructs = {
  /** Those that the document can take now, each after everything that it refers to. */
  readonly ready: readonly NewStruct[];
  /** Of what the others wait for: client id → the state from which one of them can go on. */
  readonly lacking: ReadonlyMap<number, number>;
};

/**
 * Puts new structs in an order in which the document can take them, as far as it can. What is left
 * never reaches Yjs, which would keep it and apply it later, unjudged. Throws when structs refer to
 * what comes after them, or to each other in a circle.
 */
export function orderStructs(structs: ReadonlyMap<number, readonly NewStruct[]>, doc: Y.Doc): OrderedStructs {
  const states = new Map<number, number>();
  const stateOf = (clientId: number) => states.get(clientId) ?? Y.getState(doc.store, clientId);
  const ready: NewStruct[] = [];
  const taken = new Map<number, number>();
  let remaining = [...structs];

  for (let before = -1; before !== ready.length && remaining.length > 0; ) {
    before = ready.length;
    remaining = remaining.filter(([clientId, ofClient]) => {
      let index = taken.get(clientId) ?? 0;
      for (let next = ofClient[index]; next !== undefined; next = ofClient[++index]) {
        if (firstLacking(next, stateOf) !== null) break;
        ready.push(next);
        states.set(clientId, next.clock + next.length);
      }
      taken.set(clientId, index);
      return index < ofClient.length;
    });
  }

  const lacking = new Map<number, number>();
  for (const [clientId, ofClient] of remaining) {
    const next = ofClient[taken.get(clientId) ?? 0];
    const missing = next === undefined ? null : firstLacking(next, stateOf);
    if (missing === null) continue;
    // Something in the same update, waited for by what itself waits: named by the one at the end of
    // that chain.
    if (missing.clock < endOf(structs.get(missing.client), stateOf(missing.client))) continue;
    lacking.set(missing.client, Math.min(missing.clock + 1, lacking.get(missing.client) ?? Number.POSITIVE_INFINITY));
  }
  if (remaining.length > 0 && lacking.size === 0) throw new Error('structs that refer to each other in a circle');
  return { ready, lacking };
}

function firstLacking(next: NewStruct, stateOf: (clientId: number) => number): Y.ID | null {
  if (next.clock > stateOf(next.clientId)) return Y.createID(next.clientId, next.clock - 1);
  for (const id of referencesOf(next)) {
    if (id.client === next.clientId && id.clock >= next.clock) throw new Error('a struct that refers to a later one');
    if (id.clock >= stateOf(id.client)) return id;
  }
  return null;
}

/** A struct whose front is known continues its own last part. */
function referencesOf({ struct, offset, clientId, clock }: NewStruct): Y.ID[] {
  if (struct instanceof Y.GC) return [];
  const references = [offset > 0 ? Y.createID(clientId, clock - 1) : struct.origin, struct.rightOrigin];
  // In a decoded struct: the name of a root type, the id of a type, or nothing.
  if (struct.parent instanceof Y.ID) references.push(struct.parent);
  return references.filter((id) => id !== null);
}

/**
 * Where what the update itself brings of a client, without a gap from what the document has, ends.
 */
function endOf(ofClient: readonly NewStruct[] | undefined, state: number): number {
  let end = state;
  for (const { clock, length } of ofClient ?? []) {
    if (clock > end) break;
    end = Math.max(end, clock + length);
  }
  return end;
}
