import { inTime } from '@gongyi/domain/testing';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { refusalOn } from './refusal-on.ts';

/** y-websocket's own client, unmodified, in Node. */
export interface TestClient extends Disposable {
  readonly doc: Y.Doc;
  readonly provider: WebsocketProvider;
  /** Resolves when the server has sent everything. */
  synced(): Promise<void>;
  /** The close code, once the server has ended the connection for good (4400–4499). */
  closed(): Promise<number>;
  /**
   * The close code by which edits made just now were refused; fails, saying so, as soon as they are
   * known to be taken.
   */
  refused(): Promise<number>;
}

/** By default the person who writes the points of `pointDraft`. */
export type ClientOptions = { readonly personId?: string; readonly doc?: Y.Doc; readonly connect?: boolean };

export function connectClient(url: string, sessionId: string, options: ClientOptions = {}): TestClient {
  const { personId = 'person-1', doc = new Y.Doc(), connect = true } = options;
  class SocketWithCookie extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, { headers: { cookie: personId } });
    }
  }
  const provider = new WebsocketProvider(url, sessionId, doc, {
    connect,
    disableBc: true,
    maxBackoffTime: 50,
    WebSocketPolyfill: SocketWithCookie as unknown as typeof globalThis.WebSocket,
  });
  const ended = new Promise<number>((resolve) => provider.on('closed', ({ code }) => resolve(code)));
  const closed = () => inTime(ended, 'the server did not end the connection for good');
  const whenSynced = () =>
    new Promise<void>((resolve) => {
      if (provider.synced) return resolve();
      provider.on('sync', (synced) => {
        if (synced) resolve();
      });
    });
  const synced = () => inTime(whenSynced(), 'the server did not send the document');
  return {
    doc,
    provider,
    synced,
    closed,
    async refused() {
      // What the document had before comes to the server as its first answer: before this page is
      // told that it is in step.
      await Promise.race([synced(), ended]);
      const { ws } = provider;
      return ws === null ? closed() : refusalOn(ws as unknown as WebSocket, closed());
    },
    [Symbol.dispose]: () => {
      provider.awareness.destroy();
      provider.destroy();
    },
  };
}
