import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

type ForgedItem = {
  readonly origin?: Y.ID;
  readonly rightOrigin?: Y.ID;
  /** Name of a root type, or the id of the item that holds a type. Only without neighbours. */
  readonly parent?: string | Y.ID;
  readonly key?: string;
  readonly content: Y.Item['content'];
};

/** An update of these structs, one after the other, whatever Yjs would have written. */
export function forgeUpdate(
  clientId: number,
  clock: number,
  items: readonly (ForgedItem | Y.GC | Y.Skip)[],
  deletes: readonly (readonly [clientId: number, clock: number, length: number])[] = [],
): Uint8Array {
  const encoder = new Y.UpdateEncoderV1();
  const { restEncoder } = encoder;
  encoding.writeVarUint(restEncoder, items.length > 0 ? 1 : 0);
  if (items.length > 0) {
    encoding.writeVarUint(restEncoder, items.length);
    encoder.writeClient(clientId);
    encoding.writeVarUint(restEncoder, clock);
  }
  for (const item of items) {
    if (item instanceof Y.GC || item instanceof Y.Skip) {
      item.write(encoder, 0);
      continue;
    }
    const { origin = null, rightOrigin = null, parent = null, key = null, content } = item;
    const id = Y.createID(clientId, 0);
    // A decoded item has the name of a root type as its parent; its type does not say so.
    new Y.Item(id, null, origin, null, rightOrigin, parent as Y.ID | null, key, content).write(encoder, 0);
  }
  encoding.writeVarUint(restEncoder, deletes.length);
  for (const [client, start, length] of deletes) {
    for (const value of [client, 1, start, length]) encoding.writeVarUint(restEncoder, value);
  }
  return encoder.toUint8Array();
}

/** A struct of collected garbage under each of these ids, which is the cheapest way to use one. */
export function forgeClients(clientIds: readonly number[]): Uint8Array {
  const encoder = new Y.UpdateEncoderV1();
  const { restEncoder } = encoder;
  encoding.writeVarUint(restEncoder, clientIds.length);
  // Yjs writes the larger id first.
  for (const clientId of clientIds.toSorted((a, b) => b - a)) {
    encoding.writeVarUint(restEncoder, 1);
    encoder.writeClient(clientId);
    encoding.writeVarUint(restEncoder, 0);
    new Y.GC(Y.createID(clientId, 0), 1).write(encoder, 0);
  }
  encoding.writeVarUint(restEncoder, 0);
  return encoder.toUint8Array();
}

/** A copy of a document that somebody changes as they like; gives what they would send. */
export function forgeChange(doc: Y.Doc, clientId: number, change: (copy: Y.Doc) => unknown): Uint8Array {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  // Afterwards: Yjs gives up an id under which it sees edits of others come in.
  copy.clientID = clientId;
  const updates: Uint8Array[] = [];
  copy.on('update', (update: Uint8Array) => updates.push(update));
  copy.transact(() => void change(copy));
  return Y.mergeUpdates(updates);
}
