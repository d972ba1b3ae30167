import type { Clock } from '@gongyi/domain';
import { type CompactionLimits, createCompactor } from './compactor.ts';
import { createGroupCommit } from './group-commit.ts';
import type { SyncMetrics } from './metrics.ts';
import { createRoomLink, type RoomLink } from './nodes/room-link.ts';
import type { Fanout, MergeStored, SyncLogger, UpdateLog } from './ports.ts';
import { createRoom, type Room } from './room.ts';
import { loadDocument } from './stored-document.ts';
import type { SyncTiming } from './timing.ts';
import type { UnsavedBudget } from './unsaved-budget.ts';
import { createUpdateWriter, type UpdateWriter } from './update-writer.ts';

/** A hold on a room: while anybody has one, the room stays. */
export interface RoomLease {
  readonly room: Room;
  /** Resolves when every change made so far is in the log. */
  written(): Promise<void>;
  /**
   * Resolves when the room has all that any node had stored when this was called; rejects when the
   * log cannot be read.
   */
  catchUp(): Promise<void>;
  /** `performance.now()` of when it began to listen to other nodes. */
  readonly listeningSince: number;
  /** A second call does nothing. */
  release(): void;
}

/**
 * The rooms in memory, at most one for each session.
 *
 * A room leaves only when nobody holds it and its writer is idle, and both are checked in the same
 * turn in which it leaves. So whoever asks meanwhile gets the room that is there, and whoever asks
 * afterwards loads a log that has everything.
 */
export interface RoomRegistry {
  /** Rejects when the log cannot be read; the next call tries again. */
  acquire(sessionId: string): Promise<RoomLease>;
  /** The rooms that are loaded. */
  loaded(): Iterable<readonly [sessionId: string, room: Room]>;
  /** Sends a sign of life to the other nodes. `hasHadCompany`: whether there has ever been one. */
  beat(hasHadCompany: boolean): void;
  /** Messages of other nodes may have been lost. */
  gap(): void;
  /**
   * Writes what is left. Rejects, saying how many rooms, when that takes longer than
   * `closeTimeoutMs`.
   */
  close(): Promise<void>;
}

/** What the server gives every room, its writer and its link to other nodes. */
export type RoomServices = {
  readonly log: UpdateLog;
  readonly fanout: Fanout;
  readonly serverId: string;
  readonly logger: SyncLogger;
  readonly timing: SyncTiming;
  readonly unsaved: UnsavedBudget;
  readonly maxDocumentBytes: number;
  readonly compaction: CompactionLimits;
  readonly mergeStored: MergeStored;
  readonly clock: Clock;
  readonly metrics: SyncMetrics;
};

type Entry = {
  readonly loading: Promise<Room>;
  readonly writer: UpdateWriter;
  readonly link: RoomLink;
  room: Room | null;
  holds: number;
  unloadTimer: NodeJS.Timeout | undefined;
};

export function createRoomRegistry(services: RoomServices): RoomRegistry {
  const { log, logger, timing, compaction, mergeStored, metrics } = services;
  const entries = new Map<string, Entry>();
  const commits = createGroupCommit(log, metrics);
  const compactor = createCompactor(log, mergeStored, logger);
  let closed = false;

  function open(sessionId: string): Entry {
    // What a load would have to read beside the snapshot.
    let [rows, bytes] = [0, 0];
    const count = (update: Uint8Array) => {
      rows++;
      bytes += update.length;
    };
    const onIdle = () => {
      unloadLater(sessionId, entry);
      if (rows < compaction.rows && bytes < compaction.bytes) return;
      [rows, bytes] = [0, 0];
      compactor.compact(sessionId);
    };
    const link = createRoomLink({ ...services, sessionId });
    const writer = createUpdateWriter({
      ...services,
      sessionId,
      log: commits,
      onWritten(written) {
        for (const { update } of written) count(update);
        link.stored(written);
      },
      onIdle,
    });
    const load = async () => {
      await link.open();
      const { doc, stored } = await loadDocument(log, sessionId, logger);
      for (const update of stored.updates) count(update);
      const room = createRoom({
        ...services,
        sessionId,
        doc,
        owners: stored.owners,
        storedBytes: bytes + (stored.snapshot?.length ?? 0),
        writer,
        onPresence: link.showed,
        onPeople: link.met,
        isBehind: () => link.isBehind,
        readLog: link.ask,
      });
      entry.room = room;
      link.start(room, stored.upTo);
      return room;
    };
    const loading = load();
    const entry: Entry = { loading, writer, link, room: null, holds: 0, unloadTimer: undefined };
    entries.set(sessionId, entry);
    loading.catch(() => {
      entries.delete(sessionId);
      link.close();
    });
    return entry;
  }

  function unloadLater(sessionId: string, entry: Entry) {
    if (entry.holds > 0) return;
    clearTimeout(entry.unloadTimer);
    entry.unloadTimer = setTimeout(() => {
      // Asked to again by the writer when it is idle, or by the last who lets go.
      if (entry.holds > 0 || !entry.writer.idle) return;
      entries.delete(sessionId);
      entry.link.close();
      entry.room?.dispose();
    }, timing.unloadDelayMs);
    entry.unloadTimer.unref();
  }

  return {
    async acquire(sessionId) {
      if (closed) throw new Error('the sync server has stopped');
      const entry = entries.get(sessionId) ?? open(sessionId);
      // Held from now on, not from when it is loaded: two who wait for one load must not lose it to
      // each other.
      entry.holds++;
      clearTimeout(entry.unloadTimer);
      const room = await entry.loading;
      if (closed) throw new Error('the sync server has stopped');
      let released = false;
      return {
        room,
        written: () => entry.writer.written(),
        catchUp: () => entry.link.catchUp(),
        listeningSince: entry.link.startedAt,
        release() {
          if (released) return;
          released = true;
          entry.holds--;
          unloadLater(sessionId, entry);
        },
      };
    },
    *loaded() {
      for (const [sessionId, { room }] of entries) {
        if (room !== null) yield [sessionId, room];
      }
    },
    beat(hasHadCompany) {
      for (const { link } of entries.values()) link.beat(hasHadCompany);
    },
    gap() {
      for (const { link } of entries.values()) link.gap();
    },
    async close() {
      closed = true;
      const all = [...entries.values()];
      for (const { unloadTimer } of all) clearTimeout(unloadTimer);
      let timeout: NodeJS.Timeout | undefined;
      const deadline = new Promise<void>((resolve) => {
        timeout = setTimeout(() => {
          for (const { writer } of all) writer.abandon();
          resolve();
        }, timing.closeTimeoutMs);
      });
      const results = await Promise.allSettled(all.map(({ writer }) => writer.written()));
      // A snapshot that is never finished changes nothing, so it may be left behind.
      await Promise.race([compactor.close(), deadline]);
      clearTimeout(timeout);
      for (const { link } of all) link.close();
      const unwritten = results.filter(({ status }) => status === 'rejected').length;
      if (unwritten > 0) throw new Error(`the log could not be written: edits of ${unwritten} session(s) are lost`);
    },
  };
}
