import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { ClientOwner } from '../ports.ts';
import type { PersonHere, PersonNews } from '../presence/people-here.ts';
import type { AwarenessEntry } from '../protocol.ts';

/** Under which client id and clock a client goes out whose own ids nobody may see. */
export type Mask = { readonly clientId: number; readonly clock: number };

/** What one client shows of itself, and whose it is. `mask`: null where it goes out as it is. */
export type OwnedEntry = AwarenessEntry & { readonly ownerKey: string; readonly mask: Mask | null };

/** What a node tells the others of one document. */
export type NodeMessage =
  /**
   * Updates that are in the log now, in their order there, and whose the client ids in them are.
   */
  | { readonly type: 'edits'; readonly updates: readonly Uint8Array[]; readonly owners: readonly ClientOwner[] }
  /** What changed of the people who are connected to it. */
  | { readonly type: 'presence'; readonly entries: readonly OwnedEntry[] }
  /** Who came to it and who left it. */
  | { readonly type: 'people'; readonly news: readonly PersonNews[] };

/** Everybody who is connected to a node: what their pages show, and who they are. */
export type Introduction = { readonly entries: readonly OwnedEntry[]; readonly people: readonly PersonHere[] };

const [EDITS, PRESENCE, PEOPLE] = [0, 1, 2];

export function encodeNodeMessage(message: NodeMessage): Uint8Array {
  const encoder = encoding.createEncoder();
  if (message.type === 'presence') {
    encoding.writeVarUint(encoder, PRESENCE);
    writeEntries(encoder, message.entries);
  } else if (message.type === 'people') {
    encoding.writeVarUint(encoder, PEOPLE);
    encoding.writeVarUint(encoder, message.news.length);
    for (const { personId, alias, isHere } of message.news) {
      encoding.writeVarString(encoder, personId);
      encoding.writeVarString(encoder, alias);
      encoding.writeVarUint(encoder, isHere ? 1 : 0);
    }
  } else {
    encoding.writeVarUint(encoder, EDITS);
    encoding.writeVarUint(encoder, message.updates.length);
    for (const update of message.updates) encoding.writeVarUint8Array(encoder, update);
    encoding.writeVarUint(encoder, message.owners.length);
    for (const { clientId, ownerKey } of message.owners) {
      encoding.writeVarUint(encoder, clientId);
      encoding.writeVarString(encoder, ownerKey);
    }
  }
  return encoding.toUint8Array(encoder);
}

/** Throws on anything else. */
export function decodeNodeMessage(payload: Uint8Array): NodeMessage {
  const decoder = decoding.createDecoder(payload);
  const type = decoding.readVarUint(decoder);
  if (type === PRESENCE) return { type: 'presence', entries: readEntries(decoder) };
  if (type === PEOPLE) {
    const news = readMany(decoder, () => ({
      personId: decoding.readVarString(decoder),
      alias: decoding.readVarString(decoder),
      isHere: decoding.readVarUint(decoder) === 1,
    }));
    return { type: 'people', news };
  }
  if (type !== EDITS) throw new Error(`unknown message ${type} of another node`);
  const updates = readMany(decoder, () => decoding.readVarUint8Array(decoder));
  const owners = readMany(decoder, () => ({
    clientId: decoding.readVarUint(decoder),
    ownerKey: decoding.readVarString(decoder),
  }));
  return { type: 'edits', updates, owners };
}

export function encodeIntroduction({ entries, people }: Introduction): Uint8Array {
  const encoder = encoding.createEncoder();
  writeEntries(encoder, entries);
  encoding.writeVarUint(encoder, people.length);
  for (const { personId, alias } of people) {
    encoding.writeVarString(encoder, personId);
    encoding.writeVarString(encoder, alias);
  }
  return encoding.toUint8Array(encoder);
}

/** Nobody, when there was too much to say. */
export function decodeIntroduction(payload: Uint8Array): Introduction {
  if (payload.length === 0) return { entries: [], people: [] };
  const decoder = decoding.createDecoder(payload);
  const entries = readEntries(decoder);
  const people = readMany(decoder, () => ({
    personId: decoding.readVarString(decoder),
    alias: decoding.readVarString(decoder),
  }));
  return { entries, people };
}

function writeEntries(encoder: encoding.Encoder, entries: readonly OwnedEntry[]) {
  encoding.writeVarUint(encoder, entries.length);
  for (const { clientId, clock, state, ownerKey, mask } of entries) {
    encoding.writeVarUint(encoder, clientId);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarString(encoder, state);
    encoding.writeVarString(encoder, ownerKey);
    encoding.writeVarUint(encoder, mask?.clientId ?? NO_MASK);
    if (mask !== null) encoding.writeVarUint(encoder, mask.clock);
  }
}

/** In the place of a mask's client id. */
const NO_MASK = 0;

function readMask(decoder: decoding.Decoder): Mask | null {
  const clientId = decoding.readVarUint(decoder);
  return clientId === NO_MASK ? null : { clientId, clock: decoding.readVarUint(decoder) };
}

function readEntries(decoder: decoding.Decoder): OwnedEntry[] {
  return readMany(decoder, () => ({
    clientId: decoding.readVarUint(decoder),
    clock: decoding.readVarUint(decoder),
    state: decoding.readVarString(decoder),
    ownerKey: decoding.readVarString(decoder),
    mask: readMask(decoder),
  }));
}

function readMany<T>(decoder: decoding.Decoder, read: () => T): T[] {
  const items: T[] = [];
  for (let left = decoding.readVarUint(decoder); left > 0; left--) items.push(read());
  return items;
}
