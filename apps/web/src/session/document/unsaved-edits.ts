import {
  acknowledgementFrame,
  createUnacknowledgedEdits,
  MESSAGE_ACKNOWLEDGEMENT,
  observePoints,
  readMark,
} from '@gongyi/board';
import { createEncoder, toUint8Array, writeVarUint } from 'lib0/encoding';
import { messageYjsSyncStep1, writeUpdate } from 'y-protocols/sync';
import { messageSync, type WebsocketProvider } from 'y-websocket';
import { applyUpdate, type Doc, mergeUpdates, type Transaction } from 'yjs';
import type { KeptEdit, KeptEdits } from './kept-edits.ts';
import { sendOver } from './send-over.ts';

/** What this person changed and the server has not confirmed. */
export type Unsaved = {
  /** Ids of the points that were added, changed or deleted. */
  readonly points: ReadonlySet<string>;
  /**
   * In how many places there is something unsaved: a point counts once, however much was typed in
   * it. That is what people can check against what they remember; key presses are not.
   */
  readonly changes: number;
  /** Whether all of it survives a closed tab; with nothing unsaved, whether the next edit would. */
  readonly isOnDevice: boolean;
  /**
   * Whether some of it has waited on this connection for longer than a server in good health takes.
   */
  readonly isLate: boolean;
};

export type UnsavedEdits = {
  readonly state: () => Unsaved;
  /** Asks over this connection, and over those that it makes after it. Once. */
  readonly connect: (provider: WebsocketProvider) => void;
  /**
   * Writes what the device kept from earlier pages into the document, which has all that the server
   * knows, and sends it. What an earlier page has got confirmed meanwhile is let go.
   */
  readonly restore: () => void;
  /** Lets all of it go, on the device as well. */
  readonly discard: () => void;
  /** Stops. What is unsaved stays on the device, for the next document. */
  readonly dispose: () => void;
};

/** `upTo`: the mark that confirms it; null while it is not in the document. */
type Entry = KeptEdit & { readonly upTo: number | null };

const LATE_MS = 3_000;
/** Many small edits made without a connection become one. */
const MERGE_ABOVE = 100;

/** The origin of what is restored: no undo takes it back, and it is not counted as a new edit. */
const RESTORED = { restored: true };

type Options = { readonly doc: Doc; readonly kept: KeptEdits; readonly onChange: () => void };

/**
 * Keeps every edit of this page's person on the device until the server has acknowledged it
 * (packages/sync/SPEC.md, DU5): the edits are followed by a mark, which comes back once all before
 * it is committed. One mark is under way at a time, so how often is asked follows from how fast the
 * server commits. A server that knows no marks never answers, so nothing is ever wrongly confirmed.
 */
export function createUnsavedEdits({ doc, kept, onChange }: Options): UnsavedEdits {
  const counter = createUnacknowledgedEdits();
  const nothing: Unsaved = { points: new Set(), changes: 0, isOnDevice: kept.isOnDevice, isLate: false };
  /** How many were counted: the number of the newest mark. */
  let made = 0;
  let entries: Entry[] = kept.all().map((edit) => ({ ...edit, upTo: null }));
  let connectedAt = 0;
  let state = summary();
  let lateTimer: ReturnType<typeof setTimeout> | undefined;
  let provider: WebsocketProvider | null = null;
  /**
   * Whether the server was told, on this connection, what it lacked. A mark before that would say
   * nothing of it.
   */
  let hasAnswered = false;
  let isAsking = false;
  /** The points of the transaction that is about to be told of by `update`. */
  let touched: readonly string[] = [];

  const stopObserving = observePoints(doc, ({ added, changed, removed }) => {
    touched = [...added, ...changed, ...removed];
  });

  function onUpdate(update: Uint8Array, _origin: unknown, _doc: Doc, { local }: Transaction): void {
    const points = touched;
    touched = [];
    if (!local) return;
    count();
    entries.push({ ...kept.keep({ update, points, at: Date.now() }), upTo: made });
    if (entries.length > MERGE_ABOVE) merge();
    changed();
    // After all that this turn writes.
    queueMicrotask(ask);
  }

  function count(): void {
    counter.edited();
    made += 1;
  }

  function merge(): void {
    const own = entries.filter(({ upTo }) => upTo !== null);
    const [first, last] = [own[0], own.at(-1)];
    if (first === undefined || last === undefined || first === last) return;
    const merged = kept.keep({
      update: mergeUpdates(own.map(({ update }) => update)),
      points: [...new Set(own.flatMap(({ points }) => points))],
      at: first.at,
    });
    kept.forget(own.map(({ key }) => key));
    entries = [...entries.filter(({ upTo }) => upTo === null), { ...merged, upTo: last.upTo }];
  }

  function ask(): void {
    if (provider === null || !hasAnswered || isAsking) return;
    const mark = counter.nextMark();
    if (mark === null) return;
    isAsking = true;
    sendOver(provider, acknowledgementFrame(mark));
  }

  function stored(mark: number): void {
    counter.acknowledged(mark);
    isAsking = false;
    const upToNow = made - counter.count;
    letGo(({ upTo }) => upTo !== null && upTo <= upToNow);
    ask();
  }

  function letGo(isDone: (entry: Entry) => boolean): void {
    const done = entries.filter(isDone);
    if (done.length === 0) return;
    kept.forget(done.map(({ key }) => key));
    entries = entries.filter((entry) => !isDone(entry));
    changed();
  }

  function restore(): void {
    const known = new Map(entries.map((entry) => [entry.key, entry]));
    const found = kept.all();
    const keys = new Set(found.map(({ key }) => key));
    entries = [
      ...entries.filter(({ key, upTo }) => upTo !== null || keys.has(key)),
      ...found.filter(({ key }) => !known.has(key)).map((edit) => ({ ...edit, upTo: null })),
    ];
    const waiting = entries.filter(({ upTo }) => upTo === null);
    if (waiting.length > 0) {
      const readable = waiting.filter(apply);
      const unreadable = new Set(waiting.filter((entry) => !readable.includes(entry)).map(({ key }) => key));
      kept.forget(unreadable);
      count();
      entries = entries
        .filter(({ key }) => !unreadable.has(key))
        .map((entry) => (entry.upTo === null ? { ...entry, upTo: made } : entry));
      queueMicrotask(ask);
    }
    changed();
  }

  function apply({ update }: Entry): boolean {
    try {
      applyUpdate(doc, update, RESTORED);
    } catch {
      return false;
    }
    // What leans on something that the server lost is not in the document, so nothing has told the
    // server of it; it must not be confirmed by a mark that says "all that I sent".
    if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) {
      const encoder = createEncoder();
      writeVarUint(encoder, messageSync);
      writeUpdate(encoder, update);
      if (provider !== null) sendOver(provider, toUint8Array(encoder));
    }
    return true;
  }

  function summary(): Unsaved {
    const oldest = entries[0];
    if (oldest === undefined) return nothing;
    const points = new Set(entries.flatMap((entry) => entry.points));
    return {
      points,
      changes: Math.max(1, points.size),
      isOnDevice: entries.every(({ isOnDevice }) => isOnDevice),
      isLate: Date.now() >= lateAt(oldest),
    };
  }

  function lateAt({ at }: Entry): number {
    return Math.max(at, connectedAt) + LATE_MS;
  }

  function changed(): void {
    state = summary();
    clearTimeout(lateTimer);
    const oldest = entries[0];
    if (oldest !== undefined && !state.isLate) lateTimer = setTimeout(changed, lateAt(oldest) - Date.now());
    onChange();
  }

  function onConnectionClose(): void {
    counter.disconnected();
    hasAnswered = false;
    isAsking = false;
  }

  doc.on('update', onUpdate);
  return {
    state: () => state,
    connect(opened) {
      provider = opened;
      const readSync = opened.messageHandlers[messageSync];
      if (readSync === undefined) throw new Error('y-websocket reads no sync messages');
      opened.messageHandlers[messageSync] = (encoder, decoder, from, emitSynced, messageType) => {
        const kind = decoder.arr[decoder.pos];
        readSync(encoder, decoder, from, emitSynced, messageType);
        if (kind !== messageYjsSyncStep1) return;
        const socket = from.ws;
        // What `readSync` wrote is sent when this handler returns; our mark must come after it.
        queueMicrotask(() => {
          if (socket === null || opened.ws !== socket) return;
          hasAnswered = true;
          ask();
        });
      };
      opened.messageHandlers[MESSAGE_ACKNOWLEDGEMENT] = (_encoder, decoder) => stored(readMark(decoder));
      opened.on('connection-close', onConnectionClose);
      opened.on('status', ({ status }) => {
        if (status !== 'connected') return;
        connectedAt = Date.now();
        changed();
        // The server tells those who ever sent a mark how often their presence is worth sending,
        // readers among them.
        sendOver(opened, acknowledgementFrame(0));
      });
    },
    restore,
    discard: () => letGo(() => true),
    dispose() {
      stopObserving();
      doc.off('update', onUpdate);
      clearTimeout(lateTimer);
      provider = null;
    },
  };
}
