import { createEncoder, toUint8Array, writeVarUint } from 'lib0/encoding';
import { Awareness } from 'y-protocols/awareness';
import { messageYjsSyncStep1, messageYjsSyncStep2, writeSyncStep1 } from 'y-protocols/sync';
import { messageSync, WebsocketProvider } from 'y-websocket';
import { Doc } from 'yjs';

/**
 * `connecting` until the first answer; `offline` from a lost connection until the next one (it reconnects by itself);
 * `refused` when the server will not have us: only `restart` tries again.
 */
export type ConnectionStatus = 'connecting' | 'online' | 'offline' | 'refused';

/** Close codes of the sync server. */
export const SYNC_CLOSE = { notSignedIn: 4401, forbidden: 4403, noSuchSession: 4404, ended: 4408 } as const;

export type SessionDocument = {
  readonly doc: Doc;
  readonly awareness: Awareness;
  readonly status: ConnectionStatus;
  /** Whether this connection has received everything that the server had. */
  readonly synced: boolean;
  /** The close code of a refusal, else null. */
  readonly refusal: number | null;
  /** Resolves true when the server has read all that was sent before the call, false when the connection ends first. */
  readonly confirmReceived: () => Promise<boolean>;
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

type Receipts = { request(): Promise<boolean>; abandon(): void };

/**
 * Tells when the server has read what was sent. The wire has no acknowledgement, but it keeps order: after the two sides have
 * exchanged what each lacked, a further "what do I lack?" is answered only when everything before it was read.
 */
function createReceipts(provider: WebsocketProvider | null): Receipts {
  type Receipt = (received: boolean) => void;
  /** Not asked for yet. */
  let waiting: Receipt[] = [];
  /** One batch for each question that is under way, oldest first. */
  let asked: Receipt[][] = [];
  /** Whether the server has been told, on this connection, what it lacked. */
  let answered = false;

  function ask(): void {
    if (provider === null || !answered || !provider.synced || waiting.length === 0) return;
    const encoder = createEncoder();
    writeVarUint(encoder, messageSync);
    writeSyncStep1(encoder, provider.doc);
    provider.ws?.send(toUint8Array(encoder));
    asked.push(waiting);
    waiting = [];
  }

  function readAnswered(socket: WebSocket | null): void {
    if (socket === null || provider?.ws !== socket) return;
    answered = true;
    ask();
  }

  function abandon(): void {
    const lost = [...asked.flat(), ...waiting];
    asked = [];
    waiting = [];
    answered = false;
    for (const receipt of lost) receipt(false);
  }

  const readSync = provider?.messageHandlers[messageSync];
  if (provider !== null && readSync !== undefined) {
    provider.messageHandlers[messageSync] = (encoder, decoder, from, emitSynced, messageType) => {
      const kind = decoder.arr[decoder.pos];
      const first = !from.synced;
      readSync(encoder, decoder, from, emitSynced, messageType);
      // What `readSync` wrote is sent when this handler returns; our question must come after it.
      if (kind === messageYjsSyncStep1) queueMicrotask(() => readAnswered(from.ws));
      if (kind !== messageYjsSyncStep2) return;
      if (first) ask();
      else for (const receipt of asked.shift() ?? []) receipt(true);
    };
    provider.on('connection-close', abandon);
  }

  return {
    request: () =>
      new Promise((resolve) => {
        if (provider === null) return resolve(false);
        waiting.push(resolve);
        ask();
      }),
    abandon,
  };
}

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
      confirmReceived,
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
    if (code !== SYNC_CLOSE.noSuchSession && now - cleanReloadAt > CLEAN_RELOAD_WINDOW_MS) {
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

  function confirmReceived(): Promise<boolean> {
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
