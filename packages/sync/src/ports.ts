import type { IncomingHttpHeaders } from 'node:http';
import type { Point } from '@gongyi/board';

/** Whose a Yjs client id is. `ownerKey` is the one of `Access`. */
export type ClientOwner = { readonly clientId: number; readonly ownerKey: string };

/**
 * A point as it stood the moment before somebody deleted it, and when that was. Who deleted it is
 * not said.
 */
export type RemovedPoint = { readonly point: Point; readonly at: Date };

/** A Yjs update, V1 encoding, of one session's document. */
export type LogEntry = {
  readonly sessionId: string;
  readonly update: Uint8Array;
  /** Whose the client ids in it are, as far as that is not known to be stored. */
  readonly owners?: readonly ClientOwner[];
  /** The points that it takes away, which the document itself forgets. */
  readonly removed?: readonly RemovedPoint[];
};

/** A document as it is kept. */
export type StoredDocument = {
  /**
   * The whole document up to some row, V2 encoding; null when there is no snapshot, or none that is
   * needed.
   */
  readonly snapshot: Uint8Array | null;
  /** The updates since, V1 encoding, in the order in which they were appended. */
  readonly updates: readonly Uint8Array[];
  /**
   * Whoever has this document has all up to that point of the log, and may say so when it asks for
   * more. 0 is the beginning.
   */
  readonly upTo: number;
  /** Of all client ids in the document, as far as they were told. */
  readonly owners: readonly ClientOwner[];
};

/**
 * Where documents are kept: the updates of each session, in the order in which they were appended,
 * and what the first of them come to.
 *
 * - `append` resolves only when every entry is durable (committed), and stores all of them or none.
 *   When it rejects, nothing is known: the entries may have been stored (the answer was lost), and
 *   the caller will append them again. So `load` may give an update twice; applying a Yjs update
 *   twice changes nothing.
 * - `load` gives every update whose `append` had resolved when `load` was called, in the snapshot
 *   or after it. A session that nobody wrote is empty, not an error. The arrays belong to the
 *   caller. `previous` gives the same from the snapshot before the newest. With `since`, an `upTo`
 *   of an earlier load, what that load gave may be left out: usually the snapshot, which is most of
 *   it.
 * - The first to own a client id keeps it, whatever is appended later.
 * - The removed points of an entry are kept beside the log, with its commit or not at all: one for
 *   each session and id, the last that was removed. Whatever characters they hold, an append does
 *   not fail because of them. `compact` leaves the newest `LIMITS.removedPointsPerSession`.
 * - `compact` makes a snapshot of what `merge` says the stored document comes to, so that the
 *   updates in it need not be loaded again. No update is lost, whatever is appended, loaded or
 *   compacted meanwhile, here or elsewhere. It resolves with false when there was nothing new, when
 *   `merge` gave null, or when another was faster.
 * - All reject while the store is out of reach, and work again when it is back; they neither retry
 *   nor wait for it.
 * - Calls may overlap, also for one session.
 */
export interface UpdateLog {
  load(sessionId: string, which?: LoadFrom): Promise<StoredDocument>;
  append(entries: readonly LogEntry[]): Promise<void>;
  compact(sessionId: string, merge: MergeStored): Promise<boolean>;
}

/** Null when nothing can be made of it. */
export type MergeStored = (stored: StoredDocument) => Uint8Array | null | Promise<Uint8Array | null>;

export type LoadFrom = 'newest' | 'previous' | { readonly since: number };

/**
 * What a person may do in a document. Without any of it they follow it, show a cursor, and change
 * nothing.
 */
export type DocumentRights = {
  /**
   * The themes that the session has, also those that it once had, so that a page that was offline
   * meanwhile is not refused. What is put anywhere is put into one of them or into the inbox. Left
   * out, into any.
   */
  readonly themes?: ReadonlySet<string>;
  /**
   * Where they may put new points. Their own they may place in the same themes later, if they may
   * edit them.
   */
  readonly add: 'themes' | 'inbox' | 'none';
  /** Edit and delete the points that they wrote. */
  readonly editOwn: boolean;
  /** Place any point in any theme; make, change and dissolve clusters. */
  readonly move: boolean;
  /** Draw, and erase what they drew. */
  readonly draw: boolean;
  readonly editAny: boolean;
  /** Show others the way: their page follows what these people's pages say of their view. */
  readonly lead: boolean;
  /**
   * Let others see what they are doing (cursor, cards in hand, view) and not only that they are
   * there.
   */
  readonly showDoing: boolean;
};

/** How somebody is shown on what they write. Empty strings mean "not given". */
export type ShownName = { readonly name: string; readonly unit: string };

/**
 * Who is in a session's document, and what they may do in it. Every connection of one person has
 * the same.
 */
export type Editor = {
  /**
   * An account's or a participant's id, by which `closePerson` and `recheckPerson` name them. Stays
   * on the server: in a nameless session it would tell who wrote what.
   */
  readonly memberId: string;
  /** Who they are in the document: the author id of what they write. */
  readonly personId: string;
  /**
   * The same whenever the same person enters the same session, also on another node or after a
   * restart, and says nothing of who it is: it is stored beside the document. At most
   * `LIMITS.idChars`.
   */
  readonly ownerKey: string;
  readonly rights: DocumentRights;
  /**
   * Under which they may write: the one of now first, then those that they had before. Never none.
   */
  readonly names: readonly ShownName[];
  /** Nobody in the session may be told from others. */
  readonly isNameless: boolean;
  /**
   * False for a device on which somebody only looks on, or leads, because they take part on another
   * under another `personId`: they are nobody's presence, and are not among the people here.
   */
  readonly takesPart: boolean;
};

/**
 * Who somebody is and what they may do in a session's document, or the close code that says why
 * nothing.
 */
export type Access =
  | (Editor & {
      readonly ok: true;
      /**
       * The sign-in that the access hangs on, for `recheckSignIn`; left out where it hangs on none.
       * Names it, and is no secret.
       */
      readonly signInId?: string;
    })
  | { readonly ok: false; readonly closeCode: number };

/**
 * Who asks for a session's document, by the headers of the upgrade request (cookies). Asked once
 * for each connection, and again when `closePerson` or `closeSession` was called meanwhile or may
 * have been on another node, and now and then where it hangs on a sign-in; so the answer must be
 * read from the store each time. A rejection answers the upgrade with 503: the client tries
 * again.
 */
export type Authorise = (headers: IncomingHttpHeaders, sessionId: string) => Promise<Access>;

/**
 * Carries messages between the server nodes that share one database. What it loses is never the
 * only copy of anything: whoever listens must be able to look at the truth (the log, the event
 * table) instead.
 *
 * - `publish` never throws and never waits. On one channel, the messages of one node reach every
 *   other node that is subscribed in the order in which they were published, each at most once, and
 *   never the node itself. A payload has at most `FANOUT_PAYLOAD_BYTES`; neither who published it
 *   nor who hears it changes it afterwards. While the others are out of reach, what waits for them
 *   is bounded: past that it is lost.
 * - `subscribe` resolves when everything published from now on by others will be delivered, or at
 *   once while the others are out of reach: then `onGap` tells when they are not. It never rejects.
 *   Nothing is delivered to a subscription that has ended; ending it twice does nothing. A listener
 *   that throws touches no other.
 * - `onGap`'s listeners are called, after all subscriptions stand again, whenever messages may have
 *   been lost on the way to this node: by its own link, or by a node that could not send them. Only
 *   a node that dies takes unsent messages along without a word.
 * - `close` sends what waits if the others are in reach, and ends it; nothing is delivered after
 *   the call.
 */
export interface Fanout {
  publish(channel: string, payload: Uint8Array): void;
  subscribe(channel: string, listener: (payload: Uint8Array) => void): Promise<() => void>;
  /** Returns the function that ends it. */
  onGap(listener: () => void): () => void;
  close(): Promise<void>;
}

export const FANOUT_PAYLOAD_BYTES = 16 * 1_048_576;

/** The two levels that the sync server uses of a logger such as pino. */
export interface SyncLogger {
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}
