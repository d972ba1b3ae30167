import { once } from 'node:events';
import { type ClientOptions, WebSocket } from 'ws';

/** A bare WebSocket, for what y-websocket's client would never send. */
export interface RawClient extends Disposable {
  readonly socket: WebSocket;
  readonly frames: Uint8Array[];
  /** Of all frames so far. */
  bytes(): number;
  /** The close code, once the connection has ended. */
  closed(): Promise<number>;
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
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await once(socket, 'open');
  socket.on('error', () => undefined);
  return { socket, frames, bytes: () => bytes, closed: () => closed, [Symbol.dispose]: () => socket.terminate() };
}
