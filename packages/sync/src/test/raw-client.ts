import { once } from 'node:events';
import { inTime } from '@gongyi/domain/testing';
import { type ClientOptions, WebSocket } from 'ws';
import { refusalOn } from './refusal-on.ts';

/** A bare WebSocket, for what y-websocket's client would never send. */
export interface RawClient extends Disposable {
  readonly socket: WebSocket;
  readonly frames: Uint8Array[];
  /** Of all frames so far. */
  bytes(): number;
  /** The close code, once the connection has ended for whatever reason. */
  closed(): Promise<number>;
  /**
   * The close code by which what was sent was refused; fails, saying so, as soon as it is known to
   * be taken.
   */
  refused(): Promise<number>;
}

/** Resolves when the connection is open; rejects when the upgrade is refused. */
export async function connectRaw(
  url: string,
  sessionId: string,
  personId = 'person-1',
  options: ClientOptions = {},
): Promise<RawClient> {
  const socket = new WebSocket(`${url}/${sessionId}`, { ...options, headers: { cookie: personId } });
  const frames: Uint8Array[] = [];
  let bytes = 0;
  socket.on('message', (data) => {
    frames.push(data as Buffer);
    bytes += (data as Buffer).length;
  });
  const ended = new Promise<number>((resolve) => socket.on('close', resolve));
  const closed = () => inTime(ended, 'the server did not end the connection');
  await once(socket, 'open');
  socket.on('error', () => undefined);
  return {
    socket,
    frames,
    bytes: () => bytes,
    closed,
    refused: () => refusalOn(socket, closed()),
    [Symbol.dispose]: () => socket.terminate(),
  };
}
