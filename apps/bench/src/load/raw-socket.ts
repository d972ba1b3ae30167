import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { clientFrame, createFrameReader, OPCODE } from './frame-reader.ts';

/**
 * All sockets of a thread read into it, one after the other; nothing is kept in it between two
 * reads.
 */
const READ_BUFFER = Buffer.alloc(256 * 1_024);
const HANDSHAKE_BYTES = 16_384;

export type RawSocketOptions = {
  readonly host: string;
  readonly port: number;
  /** Of the request, with its leading slash. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly keep: 'whole' | 'head';
  /** At once when the server has accepted the upgrade, before any message. */
  readonly onOpen?: (socket: RawSocket) => void;
  /** A message; `payload` is valid during the call only. */
  readonly onMessage: (payload: Uint8Array, bytes: number) => void;
  /**
   * Once, when the connection that was open ends from either side; `code` is the close frame's, or
   * null without one.
   */
  readonly onClose: (code: number | null) => void;
};

/**
 * A WebSocket client without what a load generator does not need: no events, no copies, no
 * compression, no checks of what the server sends. Its cost decides how large a hall one machine
 * can pretend to be.
 */
export interface RawSocket {
  readonly isOpen: boolean;
  readonly bytesReceived: number;
  readonly messagesReceived: number;
  /** Does nothing once the connection has ended. */
  send(payload: Uint8Array): void;
  /** Takes nothing from the network any more, until `resumeReading`. */
  pauseReading(): void;
  resumeReading(): void;
  destroy(): void;
}

/** The server answered the upgrade with something else. */
export class UpgradeRefused extends Error {
  override readonly name = 'UpgradeRefused';
  readonly status: number;

  constructor(statusLine: string) {
    super(`the upgrade was answered with "${statusLine}"`);
    this.status = Number(statusLine.split(' ')[1]);
  }
}

/**
 * Resolves when the server has accepted the upgrade. Rejects with UpgradeRefused when it does not.
 */
export function openRawSocket(options: RawSocketOptions): Promise<RawSocket> {
  const { host, port, path, headers, keep, onOpen, onMessage, onClose } = options;
  return new Promise((resolve, reject) => {
    let state: 'handshake' | 'open' | 'closed' = 'handshake';
    let handshake = '';
    let closeCode: number | null = null;
    let bytesReceived = 0;
    let messagesReceived = 0;

    const reader = createFrameReader({
      keep,
      onFrame(opcode, payload, bytes) {
        if (opcode === OPCODE.binary) {
          messagesReceived++;
          onMessage(payload, bytes);
        } else if (opcode === OPCODE.ping) {
          socket.write(clientFrame(OPCODE.pong, payload));
        } else if (opcode === OPCODE.close) {
          closeCode = payload.length >= 2 ? ((payload[0] ?? 0) << 8) | (payload[1] ?? 0) : null;
          socket.destroy();
        }
      },
    });

    function receive(chunk: Uint8Array): void {
      bytesReceived += chunk.length;
      if (state === 'open') {
        reader.push(chunk);
        return;
      }
      // latin1 keeps each byte, so that what follows the handshake can be turned back.
      handshake += Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString('latin1');
      const end = handshake.indexOf('\r\n\r\n');
      if (end === -1) {
        if (handshake.length > HANDSHAKE_BYTES) socket.destroy(new Error('no end of the answer to the upgrade'));
        return;
      }
      const [status = ''] = handshake.split('\r\n', 1);
      if (!/^HTTP\/1\.1 101\b/.test(status)) {
        socket.destroy(new UpgradeRefused(status));
        return;
      }
      state = 'open';
      const rest = Buffer.from(handshake.slice(end + 4), 'latin1');
      handshake = '';
      onOpen?.(raw);
      resolve(raw);
      reader.push(rest);
    }

    const socket: Socket = connect({
      host,
      port,
      noDelay: true,
      onread: {
        buffer: READ_BUFFER,
        callback(bytes, buffer) {
          try {
            receive(buffer.subarray(0, bytes));
          } catch (error) {
            socket.destroy(error as Error);
          }
          return true;
        },
      },
    });

    const raw: RawSocket = {
      get isOpen() {
        return state === 'open';
      },
      get bytesReceived() {
        return bytesReceived;
      },
      get messagesReceived() {
        return messagesReceived;
      },
      send(payload) {
        if (state === 'open') socket.write(clientFrame(OPCODE.binary, payload));
      },
      pauseReading: () => void socket.pause(),
      resumeReading: () => void socket.resume(),
      destroy: () => void socket.destroy(),
    };

    socket.on('connect', () => {
      const lines = [
        `GET ${path} HTTP/1.1`,
        `Host: ${host}:${port}`,
        'Upgrade: websocket',
        'Connection: Upgrade',
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
        'Sec-WebSocket-Version: 13',
        ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      ];
      socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    });
    let failure: Error | null = null;
    socket.on('error', (error) => {
      failure = error;
    });
    socket.on('close', () => {
      const before = state;
      state = 'closed';
      if (before === 'open') onClose(closeCode);
      else reject(failure ?? new Error('the server hung up during the upgrade'));
    });
  });
}
