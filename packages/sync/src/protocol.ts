import { MESSAGE_ACKNOWLEDGEMENT, readMark } from '@gongyi/board';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import {
  messageYjsSyncStep1,
  messageYjsSyncStep2,
  messageYjsUpdate,
  writeSyncStep1,
  writeSyncStep2,
  writeUpdate,
} from 'y-protocols/sync';
import type * as Y from 'yjs';

/** The frames of y-websocket: one message each, its type first. */
const MESSAGE_SYNC = 0;
const MESSAGE_AWARENESS = 1;
const MESSAGE_QUERY_AWARENESS = 3;

/** What one client shows of itself (name, cursor). `state` is JSON text, 'null' when it left. */
export type AwarenessEntry = { readonly clientId: number; readonly clock: number; readonly state: string };

export type ClientMessage =
  /** "This is what I have (a state vector); send me the rest." */
  | { readonly type: 'request'; readonly stateVector: Uint8Array }
  /** All that the client has and the server lacked when it asked. */
  | { readonly type: 'answer'; readonly update: Uint8Array }
  /** What the client's person did just now. */
  | { readonly type: 'edit'; readonly update: Uint8Array }
  | { readonly type: 'awareness'; readonly entries: readonly AwarenessEntry[] }
  | { readonly type: 'queryAwareness' }
  /** "Tell me when all before this is stored." */
  | { readonly type: 'mark'; readonly mark: number };

/**
 * Throws on anything that is not a whole frame of the protocol. What an update or state holds is
 * not looked at.
 */
export function readFrame(frame: Uint8Array): ClientMessage {
  const decoder = decoding.createDecoder(frame);
  const type = decoding.readVarUint(decoder);
  switch (type) {
    case MESSAGE_SYNC:
      return readSyncMessage(decoder);
    case MESSAGE_AWARENESS:
      return { type: 'awareness', entries: readAwareness(decoding.readVarUint8Array(decoder)) };
    case MESSAGE_QUERY_AWARENESS:
      return { type: 'queryAwareness' };
    case MESSAGE_ACKNOWLEDGEMENT:
      return { type: 'mark', mark: readMark(decoder) };
    default:
      throw new Error(`unknown message type ${type}`);
  }
}

function readSyncMessage(decoder: decoding.Decoder): ClientMessage {
  const type = decoding.readVarUint(decoder);
  switch (type) {
    case messageYjsSyncStep1:
      return { type: 'request', stateVector: decoding.readVarUint8Array(decoder) };
    case messageYjsSyncStep2:
      return { type: 'answer', update: decoding.readVarUint8Array(decoder) };
    case messageYjsUpdate:
      return { type: 'edit', update: decoding.readVarUint8Array(decoder) };
    default:
      throw new Error(`unknown sync message type ${type}`);
  }
}

function readAwareness(update: Uint8Array): AwarenessEntry[] {
  const decoder = decoding.createDecoder(update);
  const entries: AwarenessEntry[] = [];
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    const clientId = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    entries.push({ clientId, clock, state: decoding.readVarString(decoder) });
  }
  return entries;
}

/** Asks a client for what it has and `doc` has not. */
export function requestFrame(doc: Y.Doc): Uint8Array {
  return syncFrame((encoder) => writeSyncStep1(encoder, doc));
}

/** Everything in `doc` that the state vector lacks. Throws when the vector cannot be read. */
export function answerFrame(doc: Y.Doc, stateVector: Uint8Array): Uint8Array {
  return syncFrame((encoder) => writeSyncStep2(encoder, doc, stateVector));
}

export function updateFrame(update: Uint8Array): Uint8Array {
  return syncFrame((encoder) => writeUpdate(encoder, update));
}

export function awarenessFrame(entries: readonly AwarenessEntry[]): Uint8Array {
  const update = encoding.createEncoder();
  encoding.writeVarUint(update, entries.length);
  for (const { clientId, clock, state } of entries) {
    encoding.writeVarUint(update, clientId);
    encoding.writeVarUint(update, clock);
    encoding.writeVarString(update, state);
  }
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE_AWARENESS);
  encoding.writeVarUint8Array(encoder, encoding.toUint8Array(update));
  return encoding.toUint8Array(encoder);
}

function syncFrame(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE_SYNC);
  write(encoder);
  return encoding.toUint8Array(encoder);
}
