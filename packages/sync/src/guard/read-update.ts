import { LIMITS } from '@gongyi/domain';
import * as Y from 'yjs';

/** `clock` to `clock + length`, of one client. */
export type Range = { readonly clientId: number; readonly clock: number; readonly length: number };

/** A part of an update that the document does not have yet. */
export type NewStruct = Range & {
  readonly struct: Y.Item | Y.GC;
  /** How much of the struct's front the document has already. */
  readonly offset: number;
};

export type IncomingUpdate = {
  /** What is new, by client, in the order of its clock. */
  readonly structs: ReadonlyMap<number, readonly NewStruct[]>;
  readonly deletes: readonly Range[];
};

/** Far beyond what a page can do in a year; sums of clocks stay exact. */
const MAX_CLOCK = 2 ** 40;

/** Takes an update apart, without what the document has. Throws on what no Yjs client writes. */
export function readUpdate(update: Uint8Array, doc: Y.Doc): IncomingUpdate {
  const { structs, ds } = Y.decodeUpdate(update);
  const fresh = new Map<number, NewStruct[]>();
  const ends = new Map<number, number>();
  for (const struct of structs) {
    const { client: clientId, clock } = struct.id;
    const end = clock + struct.length;
    // An empty struct would break Yjs's search by clock; two blocks of one client that overlap are
    // read differently by Yjs.
    if (struct.length < 1 || end > MAX_CLOCK || clock < (ends.get(clientId) ?? 0)) throw new Error('impossible clock');
    ends.set(clientId, end);
    const known = Y.getState(doc.store, clientId);
    if (struct instanceof Y.Skip || end <= known) continue;
    const offset = Math.max(0, known - clock);
    const ofClient = fresh.get(clientId);
    const part = { struct, offset, clientId, clock: clock + offset, length: struct.length - offset };
    if (ofClient === undefined) fresh.set(clientId, [part]);
    else ofClient.push(part);
  }
  if (ends.size > LIMITS.syncClientsPerUpdate) throw new Error('too many clients in one update');
  return { structs: fresh, deletes: readDeletes(ds) };
}

/** In order and without overlap: what is deleted must not count twice. */
function readDeletes(ds: ReturnType<typeof Y.decodeUpdate>['ds']): Range[] {
  const deletes: Range[] = [];
  for (const [clientId, items] of ds.clients) {
    let end = 0;
    for (const { clock, len } of items.toSorted((a, b) => a.clock - b.clock)) {
      if (len < 1 || clock + len > MAX_CLOCK) throw new Error('impossible clock');
      const from = Math.max(clock, end);
      end = Math.max(end, clock + len);
      if (end > from) deletes.push({ clientId, clock: from, length: end - from });
    }
  }
  return deletes;
}
