import * as Y from 'yjs';
import type { Connection } from './connection.ts';
import type { SyncMetrics } from './metrics.ts';
import type { OutwardEntry } from './presence/presence.ts';
import { awarenessFrame, updateFrame } from './protocol.ts';
import { createSharedFrame, type SharedFrame } from './shared-frame.ts';
import type { SyncTiming } from './timing.ts';

/**
 * What a room's connections are sent of each other's doing: one merged update and one presence
 * frame a flush, the same bytes for all.
 *
 * The first thing after a pause goes out at once. What follows waits for the next flush, the longer
 * the more people there are: what everybody writes goes to everybody, and the number of writes to
 * sockets is what a server runs out of.
 *
 * A connection that does not read fast enough is passed over, first with presence, then with edits.
 * Nothing is kept for it but the state at which it fell behind; when it has read what it was sent,
 * it gets all that it missed in one piece.
 */
export interface Outbox {
  update(update: Uint8Array, origin: unknown): void;
  presence(entry: OutwardEntry, origin: unknown): void;
  /** Between two flushes, as many people as there are now. */
  readonly intervalMs: number;
  /** Sends what there is now. */
  flush(): void;
  /** A connection that left. */
  forget(connection: Connection): void;
  dispose(): void;
}

export type OutboxOptions = {
  readonly doc: Y.Doc;
  readonly connections: ReadonlyMap<Connection, unknown>;
  /** Everybody who is here, for one who missed some of it. */
  readonly everybodyFor: (connection: Connection) => Uint8Array | null;
  /** Called with each flush. */
  readonly onFlush?: () => void;
  readonly timing: Pick<SyncTiming, 'shortestFlushMs' | 'longestFlushMs'>;
  readonly metrics: Pick<SyncMetrics, 'flushed'>;
};

/** From this backlog on a connection is sent no presence, and from this one on no edits. */
const NO_PRESENCE_BYTES = 65_536;
const NO_UPDATES_BYTES = 1_048_576;
/** What a connection may still have to read when it is told what it missed. */
const CAUGHT_UP_BYTES = 16_384;
const LOOK_AGAIN_MS = 100;
/**
 * Up to so many connections flushes are cheap: an edit does not wait for the presence that went
 * just before it, nor presence for an edit.
 */
const SMALL_ROOM = 20;
/** Connections at which flushes are as rare as they get. */
const LARGE_ROOM = 500;

/** What one frame may merge; an update of more than that is one alone. */
const MAX_MERGED_BYTES = 1_048_576;

type Chunk = { readonly frame: SharedFrame; readonly merged: Uint8Array };
/** Of one flush. */
type PresenceNews = {
  readonly shared: SharedFrame;
  /** What a connection is sent of it: all, but for what is hidden from its person. */
  frameFor(connection: Connection): SharedFrame | null;
};
type Both = { readonly frame: SharedFrame; readonly updateBytes: number };
type Behind = { readonly stateVector: Uint8Array | null };

/**
 * An update and presence, which most are sent at once: two frames, and one write to each socket
 * instead of two.
 */
function inOneFrame([chunk, ...others]: readonly Chunk[], presence: SharedFrame | null): Both | null {
  if (chunk === undefined || others.length > 0 || presence === null) return null;
  const { bytes } = chunk.frame;
  return { frame: { bytes: Buffer.concat([bytes, presence.bytes]) }, updateBytes: bytes.length };
}

export function createOutbox({
  doc,
  connections,
  everybodyFor,
  onFlush = () => undefined,
  timing,
  metrics,
}: OutboxOptions): Outbox {
  let updates: Uint8Array[] = [];
  /** Null when there are several. */
  let updateOrigin: unknown;
  let entries = new Map<number, OutwardEntry>();
  let presenceOrigin: unknown;
  const behind = new Map<Connection, Behind>();
  /** Of the next flush, if one is to come by itself, and when. */
  let timer: NodeJS.Timeout | undefined;
  let dueAt = Number.POSITIVE_INFINITY;
  let lastFlush = Number.NEGATIVE_INFINITY;
  let lastUpdates = Number.NEGATIVE_INFINITY;
  let lastPresence = Number.NEGATIVE_INFINITY;
  let written = 0;

  /**
   * Grows with the square of the room: a flush writes to each socket, and in a middling room there
   * is time for more of them. Linear, a room of 200 waited 50 ms at a tenth of a core.
   */
  function intervalMs(): number {
    const { shortestFlushMs, longestFlushMs } = timing;
    const fullness = Math.min(1, connections.size / LARGE_ROOM);
    return shortestFlushMs + (longestFlushMs - shortestFlushMs) * fullness ** 2;
  }

  /** `lastOfItsKind` is when something of the same was sent last. */
  function flushSoon(lastOfItsKind: number) {
    const since = connections.size <= SMALL_ROOM ? lastOfItsKind : lastFlush;
    const at = since + intervalMs();
    if (at <= performance.now()) flush();
    else flushAt(at);
  }

  function flushAt(at: number) {
    // One that only looks after those who are behind comes later than news may wait.
    if (at >= dueAt) return;
    clearTimeout(timer);
    dueAt = at;
    timer = setTimeout(flush, at - performance.now());
  }

  function flush() {
    clearTimeout(timer);
    dueAt = Number.POSITIVE_INFINITY;
    lastFlush = performance.now();
    if (updates.length > 0) lastUpdates = lastFlush;
    if (entries.size > 0) lastPresence = lastFlush;
    const [chunks, exceptUpdate] = [takeUpdates(), updateOrigin];
    const [presence, exceptPresence] = [takePresence(), presenceOrigin];
    const both = inOneFrame(chunks, presence?.shared ?? null);
    for (const connection of [...connections.keys()]) {
      if (behind.size > 0) catchUp(connection);
      const getsUpdates = chunks.length > 0 && connection !== exceptUpdate;
      const ofPresence = connection === exceptPresence ? null : (presence?.frameFor(connection) ?? null);
      const getsBoth = both !== null && getsUpdates && ofPresence === presence?.shared;
      if (getsBoth && takesBoth(connection, both)) write(connection, both.frame);
      else {
        if (getsUpdates) sendUpdates(connection, chunks);
        if (ofPresence !== null) sendPresence(connection, ofPresence);
      }
    }
    metrics.flushed(written, (performance.now() - lastFlush) / 1_000);
    written = 0;
    onFlush();
    if (behind.size > 0) flushAt(lastFlush + LOOK_AGAIN_MS);
  }

  function takeUpdates(): Chunk[] {
    const chunks: Chunk[] = [];
    for (let start = 0; start < updates.length; ) {
      let end = start;
      for (let bytes = 0; end < updates.length; end++) {
        bytes += updates[end]?.length ?? 0;
        if (end > start && bytes > MAX_MERGED_BYTES) break;
      }
      const part = updates.slice(start, end);
      const merged = part.length === 1 && part[0] !== undefined ? part[0] : Y.mergeUpdates(part);
      chunks.push({ merged, frame: createSharedFrame(updateFrame(merged)) });
      start = end;
    }
    updates = [];
    return chunks;
  }

  function takePresence(): PresenceNews | null {
    if (entries.size === 0) return null;
    const all = [...entries.values()];
    entries = new Map();
    const shared = createSharedFrame(awarenessFrame(all));
    const hiddenFrom = new Set(all.map((entry) => entry.hiddenFrom));
    hiddenFrom.delete(null);
    if (hiddenFrom.size === 0) return { shared, frameFor: () => shared };
    return {
      shared,
      frameFor({ ownerKey }) {
        if (!hiddenFrom.has(ownerKey)) return shared;
        const others = all.filter((entry) => entry.hiddenFrom !== ownerKey);
        return others.length === 0 ? null : createSharedFrame(awarenessFrame(others));
      },
    };
  }

  /** Whether it would be sent the one and then the other. */
  function takesBoth(connection: Connection, { updateBytes }: Both): boolean {
    return !behind.has(connection) && connection.backlogBytes + updateBytes < NO_PRESENCE_BYTES;
  }

  function sendUpdates(connection: Connection, chunks: readonly Chunk[]) {
    if (behind.get(connection)?.stateVector) return;
    for (const [index, { frame }] of chunks.entries()) {
      if (connection.backlogBytes < NO_UPDATES_BYTES) write(connection, frame);
      else return void behind.set(connection, { stateVector: stateBefore(chunks.slice(index)) });
    }
  }

  /**
   * What a connection has that was sent all but these. Deletions have no state: whatever diff is
   * made of it has all of them.
   */
  function stateBefore(chunks: readonly Chunk[]): Uint8Array {
    const state = Y.decodeStateVector(Y.encodeStateVector(doc));
    for (const { merged } of chunks) {
      for (const [clientId, clock] of Y.parseUpdateMeta(merged).from) {
        state.set(clientId, Math.min(clock, state.get(clientId) ?? 0));
      }
    }
    return Y.encodeStateVector(state);
  }

  function sendPresence(connection: Connection, frame: SharedFrame) {
    if (behind.has(connection)) return;
    if (connection.backlogBytes < NO_PRESENCE_BYTES) write(connection, frame);
    else behind.set(connection, { stateVector: null });
  }

  function write(connection: Connection, frame: SharedFrame) {
    written += frame.bytes.length;
    connection.sendShared(frame);
  }

  function catchUp(connection: Connection) {
    const missed = behind.get(connection);
    if (missed === undefined || connection.backlogBytes > CAUGHT_UP_BYTES) return;
    behind.delete(connection);
    if (missed.stateVector !== null) {
      connection.sendAnswer(createSharedFrame(updateFrame(Y.encodeStateAsUpdate(doc, missed.stateVector))));
    }
    const frame = everybodyFor(connection);
    if (frame !== null) connection.send(frame);
  }

  return {
    update(update, origin) {
      updateOrigin = updates.length === 0 || updateOrigin === origin ? origin : null;
      updates.push(update);
      flushSoon(lastUpdates);
    },
    presence(entry, origin) {
      presenceOrigin = entries.size === 0 || presenceOrigin === origin ? origin : null;
      entries.set(entry.clientId, entry);
      flushSoon(lastPresence);
    },
    flush,
    get intervalMs() {
      return intervalMs();
    },
    forget: (connection) => void behind.delete(connection),
    dispose: () => clearTimeout(timer),
  };
}
