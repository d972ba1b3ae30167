import { acknowledgementFrame, MESSAGE_ACKNOWLEDGEMENT, readMark } from '@gongyi/board';
import { createDecoder, readVarUint } from 'lib0/decoding';
import { createEncoder, length, toUint8Array, writeVarUint } from 'lib0/encoding';
import { readSyncMessage, writeSyncStep1 } from 'y-protocols/sync';
import { messageSync } from 'y-websocket';
import { Doc } from 'yjs';

/** The sockets that were opened, in order. */
const opened: FakeSocket[] = [];

/**
 * A browser's WebSocket with a sync server on its other end, which does nothing until the test
 * tells it to.
 */
export class FakeSocket {
  readonly OPEN = 1;
  readyState = 0;
  binaryType = '';
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror: (() => void) | null = null;
  /** Frames that the server has not read. */
  readonly inbox: Uint8Array[] = [];
  server = new Doc();
  /** Marks that were read and wait for the commit. */
  readonly marks: number[] = [];

  constructor() {
    opened.push(this);
  }

  static latest(): FakeSocket {
    const socket = opened.at(-1);
    if (socket === undefined) throw new Error('no socket was opened');
    return socket;
  }

  send(frame: Uint8Array): void {
    this.inbox.push(frame);
  }

  close(): void {
    this.readyState = 3;
  }

  /** The server takes the connection and asks for what it lacks. */
  accept(server: Doc): void {
    this.open(server);
    this.ask();
  }

  /** The server takes the connection, and is silent. */
  open(server: Doc): void {
    this.server = server;
    this.readyState = 1;
    this.onopen?.();
  }

  /** The server asks for what it lacks. */
  ask(): void {
    const encoder = createEncoder();
    writeVarUint(encoder, messageSync);
    writeSyncStep1(encoder, this.server);
    this.#answer(toUint8Array(encoder));
  }

  /** The server reads everything that was sent before this moment, and answers. */
  read(): void {
    for (const frame of this.inbox.splice(0)) {
      const decoder = createDecoder(frame);
      const type = readVarUint(decoder);
      if (type === MESSAGE_ACKNOWLEDGEMENT) this.marks.push(readMark(decoder));
      if (type !== messageSync) continue;
      const encoder = createEncoder();
      writeVarUint(encoder, messageSync);
      readSyncMessage(decoder, encoder, this.server, this);
      if (length(encoder) > 1) this.#answer(toUint8Array(encoder));
    }
  }

  /** What was read is committed. */
  commit(): void {
    for (const mark of this.marks.splice(0)) this.#answer(acknowledgementFrame(mark));
  }

  /** The connection ends: 1006 for a lost network, 44xx for a refusal. */
  end(code: number): void {
    this.readyState = 3;
    this.onclose?.({ code, reason: '' });
  }

  /** The server says something of its own accord. */
  receive(frame: Uint8Array): void {
    this.#answer(frame);
  }

  #answer(frame: Uint8Array): void {
    this.onmessage?.({ data: frame.slice().buffer });
  }
}
