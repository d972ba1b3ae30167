import { acknowledgementFrame, MESSAGE_ACKNOWLEDGEMENT, readMark } from '@gongyi/board';
import { createDecoder, readVarUint } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarUint } from 'lib0/encoding';
import { onTestFinished } from 'vitest';
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync';
import { messageSync } from 'y-websocket';
import { Doc } from 'yjs';

const Network = globalThis.WebSocket;

/**
 * Until the test ends, pages that connect to a session's document get this one, through
 * y-websocket's own protocol.
 */
export function serveDocument(): Doc {
  const doc = new Doc();
  globalThis.WebSocket = new Proxy(Network, {
    construct: (target, [url, ...rest]: [string, ...unknown[]]) =>
      url.includes('/sync/') ? new DocumentSocket(doc) : Reflect.construct(target, [url, ...rest]),
  });
  onTestFinished(() => {
    globalThis.WebSocket = Network;
  });
  return doc;
}

/**
 * One end of the line, with the server at the other; without its checks, its log and its presence.
 */
class DocumentSocket {
  // Read off the socket by whoever sends.
  readonly OPEN = Network.OPEN;
  binaryType = 'arraybuffer';
  readyState: number = Network.CONNECTING;
  onopen: (() => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  onerror: (() => void) | null = null;
  onmessage: ((message: { data: ArrayBufferLike }) => void) | null = null;
  readonly #doc: Doc;

  constructor(doc: Doc) {
    this.#doc = doc;
    queueMicrotask(() => {
      this.readyState = Network.OPEN;
      this.onopen?.();
      this.#tell((encoder) => writeSyncStep1(encoder, doc));
      doc.on('update', this.#pass);
    });
  }

  send(data: Uint8Array): void {
    const decoder = createDecoder(new Uint8Array(data));
    const type = readVarUint(decoder);
    if (type === messageSync) this.#tell((encoder) => readSyncMessage(decoder, encoder, this.#doc, this));
    if (type === MESSAGE_ACKNOWLEDGEMENT) this.#say(acknowledgementFrame(readMark(decoder)));
  }

  close(): void {
    if (this.readyState === Network.CLOSED) return;
    this.readyState = Network.CLOSED;
    this.#doc.off('update', this.#pass);
    queueMicrotask(() => this.onclose?.({ code: 1000 }));
  }

  readonly #pass = (update: Uint8Array, origin: unknown): void => {
    if (origin !== this) this.#tell((encoder) => writeUpdate(encoder, update));
  };

  #tell(write: (encoder: ReturnType<typeof createEncoder>) => void): void {
    const encoder = createEncoder();
    writeVarUint(encoder, messageSync);
    write(encoder);
    const frame = toUint8Array(encoder);
    // The type alone: there is nothing to answer.
    if (frame.length > 1) this.#say(frame);
  }

  #say(frame: Uint8Array): void {
    queueMicrotask(() => this.onmessage?.({ data: frame.slice().buffer }));
  }
}
