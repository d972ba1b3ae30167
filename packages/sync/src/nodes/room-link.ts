import type * as Y from 'yjs';
import type { SyncMetrics } from '../metrics.ts';
import type { ClientOwner, Fanout, LogEntry, SyncLogger, UpdateLog } from '../ports.ts';
import type { PersonNews } from '../presence/people-here.ts';
import { loadSince } from '../stored-document.ts';
import type { SyncTiming } from '../timing.ts';
import { createNodeChannel, type NodeListener } from './node-channel.ts';
import {
  decodeIntroduction,
  decodeNodeMessage,
  encodeIntroduction,
  encodeNodeMessage,
  type Introduction,
  type OwnedEntry,
} from './node-messages.ts';
import { createRetriedWork } from './retried-work.ts';

/**
 * The origin of what came from another node or from the log: it is stored already, and was judged
 * by the node that took it.
 */
export const REMOTE = Symbol('another node');

/** What a link brings to its room. */
export interface LinkedRoom {
  readonly doc: Y.Doc;
  /** Updates of others that are in the log, and whose the client ids in them are. */
  takeRemote(updates: readonly Uint8Array[], owners: readonly ClientOwner[]): void;
  /** These are about to be added from the log; null: they have been. */
  reading(updates: readonly Uint8Array[] | null): void;
  /** All owners that the log knows. */
  takeOwners(owners: readonly ClientOwner[]): void;
  /** What changed of what the people of another node show, and of who is there. */
  showRemote(node: string, entries: readonly OwnedEntry[]): void;
  meetRemote(node: string, news: readonly PersonNews[]): void;
  /** All the people of another node; whoever is not among them is not there. */
  takeIntroduction(node: string, everybody: Introduction): void;
  /** Everybody who is connected to this node. */
  introduction(): Introduction;
}

/**
 * Joins one room with the rooms of the same session on other nodes.
 *
 * Edits are told only when they are in the log. An edit that another node had and the log had not
 * could become what acknowledged edits refer to, and die with this node: nobody could ever read
 * them again. So a node holds its own edits and stored ones, and in the log every row comes after
 * those it refers to. What was missed is in the log, always.
 */
export interface RoomLink {
  /** To be waited for before the log is read: what comes meanwhile is kept for `start`. */
  open(): Promise<void>;
  /** `upTo` is that of the stored document which the room was made of. */
  start(room: LinkedRoom, upTo: number): void;
  /** Entries that are in the log now. */
  stored(entries: readonly LogEntry[]): void;
  /** Of people who are connected to this node. */
  showed(entries: readonly OwnedEntry[]): void;
  met(news: readonly PersonNews[]): void;
  /** `performance.now()` of `start`. */
  readonly startedAt: number;
  /** Has what others stored read from the log, again until it can be: `isBehind` until then. */
  ask(): void;
  /** Reads from the log what others stored. Rejects when it cannot be read. */
  catchUp(): Promise<void>;
  /** The log may have what the room has not. */
  readonly isBehind: boolean;
  /**
   * To be called once a heartbeat. `hasHadCompany`: whether this server has ever heard of another
   * one.
   */
  beat(hasHadCompany: boolean): void;
  gap(): void;
  close(): void;
}

/**
 * Of a node that came and went while nothing of it arrived there is no trace but in the log: it is
 * read so often whatever is known.
 */
const READ_EACH_BEATS = 12;

export type RoomLinkOptions = {
  readonly sessionId: string;
  readonly serverId: string;
  readonly fanout: Fanout;
  readonly log: Pick<UpdateLog, 'load'>;
  readonly timing: Pick<SyncTiming, 'firstRetryMs' | 'longestRetryMs'>;
  readonly metrics: Pick<SyncMetrics, 'published' | 'received' | 'caughtUp'>;
  readonly logger: SyncLogger;
};

export function createRoomLink({
  sessionId,
  serverId,
  fanout,
  log,
  timing,
  metrics,
  logger,
}: RoomLinkOptions): RoomLink {
  const channel = createNodeChannel({ channel: channelOf(sessionId), serverId, fanout, metrics, logger });
  let room: LinkedRoom | null = null;
  let upTo = 0;
  /**
   * What waits in Yjs for something that the log did not have either; asking at each message would
   * not help.
   */
  let isStuck = false;
  let beatsSinceRead = 0;
  let startedAt = 0;

  const catchingUp = createRetriedWork({
    async work() {
      if (room === null) return;
      const { doc, reading } = room;
      const stored = await loadSince(doc, log, sessionId, upTo, REMOTE, logger, ({ updates }) => reading(updates));
      reading(null);
      upTo = stored.upTo;
      beatsSinceRead = 0;
      room.takeOwners(stored.owners);
      metrics.caughtUp();
      isStuck = waitsForMore(doc);
      if (isStuck) logger.warn({ sessionId }, 'edits of another node refer to what is not in the log');
    },
    failure: 'what other nodes wrote could not be read from the log',
    details: { sessionId },
    timing,
    logger,
  });

  function listen(to: LinkedRoom): NodeListener {
    return {
      message(node, payload) {
        const message = decodeNodeMessage(payload);
        if (message.type === 'presence') return to.showRemote(node, message.entries);
        if (message.type === 'people') return to.meetRemote(node, message.news);
        to.takeRemote(message.updates, message.owners);
        if (waitsForMore(to.doc) && !isStuck) catchingUp.ask();
      },
      missed: () => catchingUp.ask(),
      introduced: (node, payload) => to.takeIntroduction(node, decodeIntroduction(payload)),
      gone: (node) => to.takeIntroduction(node, NOBODY),
      introduction: () => encodeIntroduction(to.introduction()),
    };
  }

  return {
    open: channel.open,
    start(given, from) {
      room = given;
      upTo = from;
      startedAt = performance.now();
      channel.start(listen(given));
    },
    stored(entries) {
      channel.publish(() =>
        encodeNodeMessage({
          type: 'edits',
          updates: entries.map(({ update }) => update),
          owners: entries.flatMap(({ owners = [] }) => owners),
        }),
      );
    },
    showed(entries) {
      channel.publish(() => encodeNodeMessage({ type: 'presence', entries }));
    },
    met(news) {
      channel.publish(() => encodeNodeMessage({ type: 'people', news }));
    },
    get startedAt() {
      return startedAt;
    },
    ask: catchingUp.ask,
    catchUp: catchingUp.once,
    get isBehind() {
      return catchingUp.isWanted;
    },
    beat(hasHadCompany) {
      channel.beat();
      beatsSinceRead++;
      if (isStuck || (hasHadCompany && beatsSinceRead >= READ_EACH_BEATS)) catchingUp.ask();
    },
    gap() {
      catchingUp.ask();
      channel.gap();
    },
    close() {
      channel.close();
      catchingUp.close();
    },
  };
}

const NOBODY: Introduction = { entries: [], people: [] };

/**
 * What nodes say to each other has a version: those of another build are not heard, and do not
 * hear. They meet in the log, which is read for each other's edits as NO4 has it, and show each
 * other nobody.
 */
function channelOf(sessionId: string): string {
  return `doc2:${sessionId}`;
}

function waitsForMore({ store }: Y.Doc): boolean {
  return store.pendingStructs !== null || store.pendingDs !== null;
}
