import type { IncomingMessage } from 'node:http';
import { Duplex } from 'node:stream';
import { CLOSE_CODES } from '@gongyi/domain';
import type { SyncServer } from '../create-sync-server.ts';

/**
 * The client's end of a WebSocket whose two ends are in one process: everything above the kernel is
 * real, no time passes, and the test says when something is read. What is not read waits, at most
 * `capacity` bytes of it here and the rest on the server's side.
 */
export interface MemorySocket {
  /** The next message, or null when there is none. Pings are answered on the way. */
  read(): Uint8Array | null;
  send(message: Uint8Array): void;
  /** Bytes on the wire as they are, whether or not they are WebSocket's. */
  sendBytes(bytes: Uint8Array): void;
  /**
   * Why the connection ended; null while it stands, or while that has not been read. 1006: without
   * a word.
   */
  readonly closeCode: number | null;
  /** Hangs up as a page does that is closed. */
  close(): void;
  /** The network breaks. */
  cut(): void;
}

export type MemorySocketOptions = {
  readonly sessionId: string;
  /** The `cookie` header: who it is. */
  readonly personId: string;
  /** As much as the kernels of both sides take in for somebody who does not read. */
  readonly capacity?: number;
};

const KERNEL_BYTES = 65_536;
const HEADERS = {
  upgrade: 'websocket',
  connection: 'Upgrade',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'sec-websocket-version': '13',
};
const OPCODES = { binary: 2, close: 8, ping: 9, pong: 10 } as const;
const GOING_AWAY = Uint8Array.of(CLOSE_CODES.goingAway >> 8, CLOSE_CODES.goingAway & 0xff);

export function connectInMemory(
  sync: Pick<SyncServer, 'handleUpgrade'>,
  { sessionId, personId, capacity = KERNEL_BYTES }: MemorySocketOptions,
): MemorySocket {
  let inbox: Buffer = Buffer.alloc(0);
  let takeMore: (() => void) | null = null;
  let isUpgraded = false;
  let closeCode: number | null = null;

  const wire = new Duplex({
    read: () => undefined,
    write(chunk: Buffer, _encoding, done) {
      take([chunk], done);
    },
    writev(chunks, done) {
      take(
        chunks.map(({ chunk }) => chunk as Buffer),
        done,
      );
    },
    destroy(error, done) {
      closeCode ??= 1006;
      done(error);
    },
  });

  function take(chunks: readonly Buffer[], done: () => void) {
    inbox = Buffer.concat([inbox, ...chunks]);
    if (inbox.length < capacity) done();
    else takeMore = done;
  }

  function makeRoom() {
    if (takeMore === null || inbox.length >= capacity) return;
    const done = takeMore;
    takeMore = null;
    done();
  }

  function sendFrame(opcode: number, content: Uint8Array) {
    if (isEnded()) return;
    wire.push(clientFrame(opcode, content));
  }

  const isEnded = () => wire.destroyed || closeCode !== null;

  function readFrame(): { opcode: number; content: Buffer } | null {
    const frame = serverFrameIn(inbox);
    if (frame === null) return null;
    inbox = inbox.subarray(frame.end);
    makeRoom();
    return frame;
  }

  /** What the server says before it speaks WebSocket; a refusal ends the connection. */
  function readHandshake(): boolean {
    if (isUpgraded) return true;
    const end = inbox.indexOf('\r\n\r\n');
    if (end === -1) return false;
    isUpgraded = inbox.toString('latin1', 0, end).startsWith('HTTP/1.1 101');
    inbox = inbox.subarray(end + 4);
    if (!isUpgraded) wire.destroy();
    return isUpgraded;
  }

  const request = { method: 'GET', url: `/sync/${sessionId}`, headers: { ...HEADERS, cookie: personId } };
  sync.handleUpgrade(request as unknown as IncomingMessage, wire, Buffer.alloc(0));

  return {
    read() {
      while (!isEnded() && readHandshake()) {
        const frame = readFrame();
        if (frame === null) return null;
        const { opcode, content } = frame;
        if (opcode === OPCODES.binary) return content;
        if (opcode === OPCODES.ping) sendFrame(OPCODES.pong, content);
        if (opcode === OPCODES.close) {
          sendFrame(OPCODES.close, content);
          wire.push(null);
          closeCode = content.length < 2 ? 1005 : content.readUInt16BE(0);
        }
      }
      return null;
    },
    send: (message) => sendFrame(OPCODES.binary, message),
    sendBytes(bytes) {
      if (!isEnded()) wire.push(bytes);
    },
    get closeCode() {
      return closeCode;
    },
    close() {
      if (isEnded()) return;
      sendFrame(OPCODES.close, GOING_AWAY);
      wire.push(null);
      closeCode = CLOSE_CODES.goingAway;
      // Whatever is still on its way is read by nobody.
      inbox = Buffer.alloc(0);
      makeRoom();
    },
    cut: () => void wire.destroy(),
  };
}

/** A client masks its frames; masked with zeros they stay readable. */
function clientFrame(opcode: number, content: Uint8Array): Buffer {
  const { length } = content;
  const header = Buffer.alloc(length < 126 ? 6 : length < 65_536 ? 8 : 14);
  header[0] = 0x80 | opcode;
  if (length < 126) header[1] = 0x80 | length;
  else if (length < 65_536) {
    header[1] = 0x80 | 126;
    header.writeUInt16BE(length, 2);
  } else {
    header[1] = 0x80 | 127;
    header.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([header, content]);
}

/** The first whole frame in it: a server masks nothing and sends each message in one. */
function serverFrameIn(bytes: Buffer): { opcode: number; content: Buffer; end: number } | null {
  if (bytes.length < 2) return null;
  const [first = 0, short = 0] = bytes;
  const start = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < start) return null;
  const length = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  const end = start + length;
  return bytes.length < end ? null : { opcode: first & 0x0f, content: bytes.subarray(start, end), end };
}
