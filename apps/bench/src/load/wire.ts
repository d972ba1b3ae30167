import { acknowledgementFrame, MESSAGE_ACKNOWLEDGEMENT, readMark } from '@gongyi/board';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** Message types of y-websocket, and of Hocuspocus behind the room's name. */
const SYNC = 0;
const AWARENESS = 1;
const AUTH = 2;
const SYNC_REPLY = 4;
const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;

/** What a message from a server is. `bodyAt` is where its length-prefixed content begins. */
type Incoming =
  /** "This is what I have; send me the rest." */
  | { readonly kind: 'request' }
  /** Everything that the client did not have. */
  | { readonly kind: 'answer'; readonly bodyAt: number }
  | { readonly kind: 'update'; readonly bodyAt: number }
  | { readonly kind: 'awareness'; readonly bodyAt: number }
  /** Everything that was sent before the mark is durable. */
  | { readonly kind: 'acknowledged'; readonly mark: number }
  | { readonly kind: 'other' };

/**
 * `gongyi` is y-websocket's protocol with marks, by which a page learns that its edits are stored.
 */
export type WireName = 'gongyi' | 'y-websocket' | 'hocuspocus';

/** How one kind of server is spoken to. */
export interface Wire {
  /** What the stock client sends when it has connected and has an empty document. */
  opening(cursor: Uint8Array): Uint8Array[];
  /** The message about one's own awareness state. */
  awareness(clientId: number, clock: number, state: string): Uint8Array;
  update(update: Uint8Array): Uint8Array;
  /** The answer of a client that has nothing the server has not. */
  emptyAnswer(): Uint8Array;
  /** Reads the first bytes of a message. */
  read(head: Uint8Array): Incoming;
  /**
   * Asks to be told when everything before it is durable. Null when the server does not say such a
   * thing.
   */
  readonly mark: ((number: number) => Uint8Array) | null;
}

/** A document without anything: no clients' structs, no deletions. */
const EMPTY_UPDATE = Uint8Array.of(0, 0);
/** Of an empty document. */
const EMPTY_STATE_VECTOR = Uint8Array.of(0);

export function createWire(name: WireName, room: string): Wire {
  function message(write: (encoder: encoding.Encoder) => void): Uint8Array {
    return encoding.encode((encoder) => {
      if (name === 'hocuspocus') encoding.writeVarString(encoder, room);
      write(encoder);
    });
  }

  function sync(step: number, content: Uint8Array): Uint8Array {
    return message((encoder) => {
      encoding.writeVarUint(encoder, SYNC);
      encoding.writeVarUint(encoder, step);
      encoding.writeVarUint8Array(encoder, content);
    });
  }

  function authentication(): Uint8Array {
    return message((encoder) => {
      encoding.writeVarUint(encoder, AUTH);
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarString(encoder, 'bench');
      encoding.writeVarString(encoder, '4.7.0');
    });
  }

  function readSync(decoder: decoding.Decoder): Incoming {
    const step = decoding.readVarUint(decoder);
    if (step === STEP_1) return { kind: 'request' };
    if (step === STEP_2) return { kind: 'answer', bodyAt: decoder.pos };
    if (step === UPDATE) return { kind: 'update', bodyAt: decoder.pos };
    return { kind: 'other' };
  }

  return {
    opening(cursor) {
      return [...(name === 'hocuspocus' ? [authentication()] : []), sync(STEP_1, EMPTY_STATE_VECTOR), cursor];
    },
    awareness(clientId, clock, state) {
      const content = encoding.encode((encoder) => {
        encoding.writeVarUint(encoder, 1);
        encoding.writeVarUint(encoder, clientId);
        encoding.writeVarUint(encoder, clock);
        encoding.writeVarString(encoder, state);
      });
      return message((encoder) => {
        encoding.writeVarUint(encoder, AWARENESS);
        encoding.writeVarUint8Array(encoder, content);
      });
    },
    update: (update) => sync(UPDATE, update),
    emptyAnswer: () => sync(STEP_2, EMPTY_UPDATE),
    read(head) {
      const decoder = decoding.createDecoder(head);
      if (name === 'hocuspocus') decoding.readVarUint8Array(decoder);
      const type = decoding.readVarUint(decoder);
      if (type === SYNC || (type === SYNC_REPLY && name === 'hocuspocus')) return readSync(decoder);
      if (type === AWARENESS) return { kind: 'awareness', bodyAt: decoder.pos };
      if (type === MESSAGE_ACKNOWLEDGEMENT && name === 'gongyi') {
        return { kind: 'acknowledged', mark: readMark(decoder) };
      }
      return { kind: 'other' };
    },
    mark: name === 'gongyi' ? acknowledgementFrame : null,
  };
}

/** The content of a whole message, without a copy. */
export function readBody(message: Uint8Array, bodyAt: number): Uint8Array {
  const decoder = decoding.createDecoder(message);
  decoder.pos = bodyAt;
  return decoding.readVarUint8Array(decoder);
}

/** Calls back for each client of an awareness body; the states themselves are passed over. */
export function forEachAwareness(body: Uint8Array, each: (clientId: number, clock: number) => void): void {
  const decoder = decoding.createDecoder(body);
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    const clientId = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    const bytes = decoding.readVarUint(decoder);
    decoder.pos += bytes;
    each(clientId, clock);
  }
}
