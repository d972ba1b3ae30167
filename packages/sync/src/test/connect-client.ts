import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

/** y-websocket's own client, unmodified, in Node. */
export interface TestClient extends Disposable {
  readonly doc: Y.Doc;
  readonly provider: WebsocketProvider;
  /** Resolves when the server has sent everything. */
  synced(): Promise<void>;
  /** The close code, once the server has ended the connection for good (4400–4499). */
  closed(): Promise<number>;
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
  let closeCode: number | undefined;
  provider.on('closed', ({ code }) => {
    closeCode = code;
  });
  return {
    doc,
    provider,
    synced: () =>
      new Promise((resolve) => {
        if (provider.synced) return resolve();
        provider.on('sync', (synced) => {
          if (synced) resolve();
        });
      }),
    closed: () =>
      new Promise((resolve) => {
        if (closeCode !== undefined) return resolve(closeCode);
        provider.on('closed', ({ code }) => resolve(code));
      }),
    [Symbol.dispose]: () => {
      provider.awareness.destroy();
      provider.destroy();
    },
  };
}
