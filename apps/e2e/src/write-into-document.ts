import { once } from 'node:events';
import type { APIRequestContext } from '@playwright/test';
import { WebSocket } from 'ws';
import * as Y from 'yjs';

type Place = { readonly origin: string; readonly sessionId: string };

/**
 * Writes into a session as whoever the cookies are of, over a socket of its own: every transaction
 * of `write` is one message, of which the server reads none above a megabyte. When this ends the
 * server has read them.
 */
export async function writeIntoDocument(
  request: APIRequestContext,
  { origin, sessionId }: Place,
  write: (doc: Y.Doc) => void,
): Promise<void> {
  const doc = new Y.Doc();
  const messages: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => messages.push(updateMessage(update)));
  write(doc);
  doc.destroy();

  const { cookies } = await request.storageState();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/sync/${sessionId}`, { headers: { cookie, origin } });
  await once(socket, 'open');
  for (const message of messages) socket.send(message);
  const closed = once(socket, 'close') as Promise<[code: number]>;
  // Answered in its turn, after all that was sent.
  socket.close(1000);
  const [code] = await closed;
  if (code !== 1000) throw new Error(`the server closed with ${code}`);
}

/** As y-protocols frames it: a sync message (0) with an update (2) and its length. */
function updateMessage(update: Uint8Array): Uint8Array {
  const length: number[] = [];
  let rest = update.length;
  while (rest > 127) {
    length.push(128 | (rest & 127));
    rest >>>= 7;
  }
  return new Uint8Array([0, 2, ...length, rest, ...update]);
}
