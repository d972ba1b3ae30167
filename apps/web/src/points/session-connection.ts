import { CLOSE_CODES } from '@gongyi/domain';
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import { Doc } from 'yjs';
import { createReceipts } from './create-receipts.ts';

/**
 * `connecting` until the first answer; `offline` from a lost connection until the next one (it reconnects by itself);
 * `refused` when the server will not have us: only `restart` tries again.
 */
export type ConnectionStatus = 'connecting' | 'online' | 'offline' | 'refused';

export type SessionDocument = {
  readonly doc: Doc;
  readonly awareness: Awareness;
  readonly status: ConnectionStatus;
  /** Whether this connection has received everything that the server had. */
  readonly synced: boolean;
  /** The close code of a refusal, else null. */
  readonly refusal: number | null;
  /** Resolves true when all that was written before the call is committed, false when the connection ends first. */
  readonly confirmStored: () => Promise<boolean>;
  /** Forgets the local document and begins again from the server's. */
  readonly restart: () => void;
};

export type SessionConnection = {
  getSnapshot(): SessionDocument;
  subscribe(listener: () => void): () => void;
  connect(): void;
  dispose(): void;
};

/** After a refusal the document is loaded clean once; a second refusal within this time is final. */
const CLEAN_RELOAD_WINDOW_MS = 15_000;

/**
 * One document and one socket. A refused edit lives on in the local document and would be offered, and refused, at every
 * reconnection: so a refusal throws the document away and loads it clean, and `doc` of the snapshot is another one from then on.
 */
export function createSessionConnection(serverUrl: string, sessionId: string): SessionConnection {
  const listeners = new Set<() => void>();
  let provider: WebsocketProvider | null = null;
  let receipts = createReceipts(null);
  let cleanReloadAt = Number.NEGATIVE_INFINITY;
  let snapshot = freshSnapshot();

  function freshSnapshot(): SessionDocument {
    const doc = new Doc();
    return {
      doc,
      awareness: new Awareness(doc),
      status: 'connecting',
      synced: false,
      refusal: null,
      confirmStored,
      restart,
    };
  }

  function update(change: Partial<SessionDocument>): void {
    snapshot = { ...snapshot, ...change };
    for (const listener of listeners) listener();
  }

  function connect(): void {
    if (provider !== null) return;
    const { doc, awareness } = snapshot;
    // No BroadcastChannel: two tabs may be two different people, and the server must see every edit from its own connection.
    const opened = new WebsocketProvider(serverUrl, sessionId, doc, { awareness, disableBc: true, connect: false });
    provider = opened;
    receipts = createReceipts(opened);
    opened.on('status', ({ status }) => {
      if (status !== 'connected') return;
      // The others dropped this person when the connection went, and take a state that is no newer for an old one.
      awareness.setLocalState(awareness.getLocalState());
      update({ status: 'online', refusal: null });
    });
    opened.on('sync', (synced) => update({ synced }));
    opened.on('connection-close', () => {
      if (provider === opened && snapshot.status !== 'refused') update({ status: 'offline', synced: false });
    });
    opened.on('closed', ({ code }) => refuse(code));
    opened.connect();
  }

  function refuse(code: number): void {
    const now = Date.now();
    // A wrong session stays wrong; a right that changed or an edit that was not allowed is worth one clean reload.
    if (code !== CLOSE_CODES.noSuchSession && now - cleanReloadAt > CLEAN_RELOAD_WINDOW_MS) {
      cleanReloadAt = now;
      restart();
      return;
    }
    update({ status: 'refused', synced: false, refusal: code });
  }

  function restart(): void {
    const person = snapshot.awareness.getLocalState();
    close();
    const fresh = freshSnapshot();
    fresh.awareness.setLocalState(person);
    update(fresh);
    connect();
  }

  function confirmStored(): Promise<boolean> {
    return receipts.request();
  }

  function close(): void {
    const closing = provider;
    provider = null;
    receipts.abandon();
    closing?.destroy();
    snapshot.awareness.destroy();
    snapshot.doc.destroy();
  }

  return {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    connect,
    dispose: close,
  };
}
