import { type Point, readPoints } from '@gongyi/board';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { Device } from './device.ts';

/** The document of a session as a page holds it, over the unmodified y-websocket client. */
export function openDocument(server: { readonly origin: string }, device: Device, sessionId: string) {
  const doc = new Y.Doc();
  const headers = { cookie: device.cookieHeader(), origin: server.origin };
  class SocketOfThisDevice extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols, { headers });
    }
  }
  const provider = new WebsocketProvider(`${server.origin.replace('http', 'ws')}/sync`, sessionId, doc, {
    WebSocketPolyfill: SocketOfThisDevice as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  });
  const synced = () =>
    new Promise<void>((resolve) => {
      if (provider.synced) resolve();
      else provider.once('sync', () => resolve());
    });
  /** The points as soon as they are as wanted. */
  const until = async (isEnough: (points: readonly Point[]) => boolean) => {
    for (;;) {
      const points = readPoints(doc);
      if (isEnough(points)) return points;
      await new Promise((resolve) => doc.once('update', resolve));
    }
  };
  return {
    doc,
    provider,
    synced,
    until,
    hasPoints: (count: number) => until(({ length }) => length === count),
    [Symbol.dispose]: () => provider.destroy(),
  };
}
