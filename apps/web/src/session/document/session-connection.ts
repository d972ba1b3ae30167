import { MESSAGE_PRESENCE_PACE, type Point, readPoint, readPresencePace } from '@gongyi/board';
import { CLOSE_CODES } from '@gongyi/domain';
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import { Doc } from 'yjs';
import type { KeptEdits } from './kept-edits.ts';
import { createUnsavedEdits, type Unsaved } from './unsaved-edits.ts';
import { watchLine } from './watch-line.ts';

/**
 * `connecting` until the first answer; `offline` from a lost connection until the next one (it
 * reconnects by itself); `busy` when the server takes nothing for now and is asked again later;
 * `refused` when it will not have us: only `restart` tries again.
 */
export type ConnectionStatus = 'connecting' | 'online' | 'offline' | 'busy' | 'refused';

export type SessionDocument = {
  readonly doc: Doc;
  readonly awareness: Awareness;
  readonly status: ConnectionStatus;
  /** Whether this connection has received everything that the server had. */
  readonly synced: boolean;
  /** The close code of a refusal, else null. */
  readonly refusal: number | null;
  /** What this person changed and the server has not confirmed. */
  readonly unsaved: Unsaved;
  /** What the server did not accept and this page therefore took back, until it is dismissed. */
  readonly takenBack: TakenBack | null;
  readonly dismissTakenBack: () => void;
  /** How often presence is worth sending in this room, in ms, as the server told last. */
  readonly presenceIntervalMs: () => number;
  /** Forgets the local document and begins again from the server's. */
  readonly restart: () => void;
};

type TakenBack = {
  /** Counted as `Unsaved.changes`. */
  readonly changes: number;
  /** Those of them that were not deleted, as this page had them. */
  readonly points: readonly Point[];
  /** The texts that were in those points, so that nobody has to write them twice. */
  readonly texts: readonly string[];
  /**
   * What can take no more but deletions: the session's document, or this person's share of it.
   * Null: it was not that.
   */
  readonly full: 'document' | 'share' | null;
};

export type SessionConnection = {
  getSnapshot(): SessionDocument;
  subscribe(listener: () => void): () => void;
  /**
   * Whether this person may write at present. Until they may, what the device keeps stays there.
   */
  allow(mayWrite: boolean): void;
  connect(): void;
  dispose(): void;
};

export type SessionConnectionOptions = {
  readonly serverUrl: string;
  readonly sessionId: string;
  readonly kept: KeptEdits;
  /**
   * Asks the server whether this same person may still write here. Unless it says yes, nothing is
   * thrown away because of a refusal: it may be the person's rights that changed, and not the edit
   * that was wrong.
   */
  readonly mayStillWrite: () => Promise<boolean>;
};

/**
 * After a refusal the document is loaded clean once; a second refusal within this time is final.
 */
const CLEAN_RELOAD_WINDOW_MS = 15_000;
/** And a random part of it more, so that a hall does not come back at once. */
const BUSY_RETRY_MS = 4_000;
/** Until the server has told how often presence is worth sending. */
const PRESENCE_INTERVAL_MS = 100;

/** Those that may be due to an edit. */
const EDIT_CODES: readonly number[] = [
  CLOSE_CODES.forbidden,
  CLOSE_CODES.malformed,
  CLOSE_CODES.documentFull,
  CLOSE_CODES.shareFull,
];
const BUSY_CODES: readonly number[] = [CLOSE_CODES.notSaving, CLOSE_CODES.full];

function fullOf(code: number): TakenBack['full'] {
  if (code === CLOSE_CODES.documentFull) return 'document';
  return code === CLOSE_CODES.shareFull ? 'share' : null;
}

/**
 * Awareness keeps the clock of whoever is gone, and takes them again only with a newer one. But the
 * server alone says who is here: it says so in full at each connection, and those who come back
 * into its sight may have said nothing new, so that they would be missed until they do.
 */
function forgetGone(awareness: Awareness, clientIds: readonly number[]): void {
  for (const id of clientIds) {
    if (id !== awareness.clientID && !awareness.getStates().has(id)) awareness.meta.delete(id);
  }
}

/**
 * One document and one socket. A refused edit lives on in the local document and would be offered,
 * and refused, at every reconnection: so a refusal throws the document away, and what the device
 * keeps of it, and loads it clean. `doc` of the snapshot is another one from then on.
 */
export function createSessionConnection(options: SessionConnectionOptions): SessionConnection {
  const { serverUrl, sessionId, kept, mayStillWrite } = options;
  const listeners = new Set<() => void>();
  let provider: WebsocketProvider | null = null;
  let stopWatching: () => void = () => undefined;
  let busyTimer: ReturnType<typeof setTimeout> | undefined;
  let cleanReloadAt = Number.NEGATIVE_INFINITY;
  let mayWrite = false;
  let toldIntervalMs = PRESENCE_INTERVAL_MS;
  const presenceIntervalMs = () => toldIntervalMs;
  let edits = unsavedEditsOf(new Doc());
  let snapshot = freshSnapshot();

  function unsavedEditsOf(doc: Doc): ReturnType<typeof createUnsavedEdits> & { readonly doc: Doc } {
    const created = createUnsavedEdits({ doc, kept, onChange: () => update({ unsaved: created.state() }) });
    return { ...created, doc };
  }

  function freshSnapshot(): SessionDocument {
    return {
      doc: edits.doc,
      awareness: new Awareness(edits.doc),
      status: 'connecting',
      synced: false,
      refusal: null,
      unsaved: edits.state(),
      takenBack: null,
      dismissTakenBack: () => update({ takenBack: null }),
      presenceIntervalMs,
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
    // No BroadcastChannel: two tabs may be two different people, and the server must see every edit
    // from its own connection.
    const opened = new WebsocketProvider(serverUrl, sessionId, doc, { awareness, disableBc: true, connect: false });
    provider = opened;
    // After the provider, which says on what it hears here, and needs the clocks for it.
    awareness.on('update', ({ removed }: { readonly removed: readonly number[] }) => forgetGone(awareness, removed));
    const comesBackByItself = opened.shouldReconnect;
    opened.shouldReconnect = (event, from) => !BUSY_CODES.includes(event.code) && comesBackByItself(event, from);
    edits.connect(opened);
    opened.messageHandlers[MESSAGE_PRESENCE_PACE] = (_encoder, decoder) => {
      toldIntervalMs = readPresencePace(decoder);
    };
    stopWatching = watchLine(opened, () => edits.state().changes > 0);
    opened.on('status', ({ status }) => {
      if (status !== 'connected') return;
      // The others dropped this person when the connection went, and take a state that is no newer
      // for an old one.
      awareness.setLocalState(awareness.getLocalState());
      update({ status: 'online', refusal: null });
    });
    opened.on('sync', (synced) => {
      if (synced && mayWrite) edits.restore();
      update({ synced });
    });
    opened.on('connection-close', () => {
      if (provider === opened && snapshot.status !== 'refused') update({ status: 'offline', synced: false });
    });
    opened.on('closed', ({ code }) => {
      if (BUSY_CODES.includes(code)) retryLater(opened);
      else void refuse(code);
    });
    opened.connect();
  }

  function retryLater(opened: WebsocketProvider): void {
    update({ status: 'busy' });
    busyTimer = setTimeout(() => opened.connect(), BUSY_RETRY_MS * (1 + Math.random()));
  }

  async function refuse(code: number): Promise<void> {
    const { doc } = snapshot;
    let takenBack = snapshot.takenBack;
    if (EDIT_CODES.includes(code) && snapshot.unsaved.changes > 0) {
      update({ status: 'connecting', synced: false });
      const may = await mayStillWrite().catch(() => null);
      if (snapshot.doc !== doc || provider === null) return;
      if (may === true) takenBack = takeBack(doc, fullOf(code));
      // Known here before the page has drawn it: what is kept must not go out once more over the
      // next connection.
      else if (may === false) mayWrite = false;
    }
    const now = Date.now();
    // A wrong session stays wrong; a right that changed or an edit that was not allowed is worth
    // one clean reload.
    if (code !== CLOSE_CODES.noSuchSession && now - cleanReloadAt > CLEAN_RELOAD_WINDOW_MS) {
      cleanReloadAt = now;
      restart();
      update({ takenBack });
      return;
    }
    update({ status: 'refused', synced: false, refusal: code, takenBack });
  }

  function takeBack(doc: Doc, full: TakenBack['full']): TakenBack {
    const { changes, points } = edits.state();
    const refused = [...points].flatMap((id) => readPoint(doc, id) ?? []);
    const texts = refused.map(({ text }) => text.trim()).filter((text) => text !== '');
    edits.discard();
    return { changes, points: refused, texts, full };
  }

  function restart(): void {
    const person = snapshot.awareness.getLocalState();
    close();
    edits = unsavedEditsOf(new Doc());
    const fresh = freshSnapshot();
    fresh.awareness.setLocalState(person);
    update(fresh);
    connect();
  }

  function allow(allowed: boolean): void {
    if (allowed === mayWrite) return;
    mayWrite = allowed;
    // What the device keeps is offered over a connection that has the new rights, and not refused
    // for the old ones.
    if (!allowed || provider === null || !provider.shouldConnect) return;
    provider.disconnect();
    update({ status: 'connecting' });
    provider.connect();
  }

  function close(): void {
    const closing = provider;
    provider = null;
    clearTimeout(busyTimer);
    stopWatching();
    edits.dispose();
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
    allow,
    connect,
    dispose: close,
  };
}
