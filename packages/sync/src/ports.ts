import type { IncomingHttpHeaders } from 'node:http';

/** A Yjs update, V1 encoding, of one session's document. */
export type LogEntry = { readonly sessionId: string; readonly update: Uint8Array };

/** A document as it is kept. */
export type StoredDocument = {
  /** The whole document up to some row, V2 encoding; null when there is no snapshot. */
  readonly snapshot: Uint8Array | null;
  /** The updates since, V1 encoding, in the order in which they were appended. */
  readonly updates: readonly Uint8Array[];
};

/**
 * Where documents are kept: the updates of each session, in the order in which they were appended, and what the first of them come to.
 *
 * - `append` resolves only when every entry is durable (committed), and stores all of them or none. When it rejects, nothing
 *   is known: the entries may have been stored (the answer was lost), and the caller will append them again. So `load` may
 *   give an update twice; applying a Yjs update twice changes nothing.
 * - `load` gives every update whose `append` had resolved when `load` was called, in the snapshot or after it. A session that nobody
 *   wrote is empty, not an error. The arrays belong to the caller. `previous` gives the same from the snapshot before the newest.
 * - `compact` makes a snapshot of what `merge` says the stored document comes to, so that the updates in it need not be loaded again.
 *   No update is lost, whatever is appended, loaded or compacted meanwhile, here or elsewhere. It resolves with false when there
 *   was nothing new, when `merge` gave null, or when another was faster.
 * - All reject while the store is out of reach, and work again when it is back; they neither retry nor wait for it.
 * - Calls may overlap, also for one session.
 */
export interface UpdateLog {
  load(sessionId: string, which?: 'newest' | 'previous'): Promise<StoredDocument>;
  append(entries: readonly LogEntry[]): Promise<void>;
  compact(sessionId: string, merge: (stored: StoredDocument) => Uint8Array | null): Promise<boolean>;
}

/** What a person may do with points. Without any of it they follow the document, show a cursor, and change nothing. */
export type DocumentRights = {
  readonly add: boolean;
  /** Edit, move and delete the points that they wrote. */
  readonly editOwn: boolean;
  readonly editAny: boolean;
};

/** What a person may do in a session's document, or the close code that says why nothing. */
export type Access =
  | {
      readonly ok: true;
      /** An account's or a participant's id; every connection of one person has the same. */
      readonly personId: string;
      readonly rights: DocumentRights;
    }
  | { readonly ok: false; readonly closeCode: number };

/**
 * Who asks for a session's document, by the headers of the upgrade request (cookies). Asked once for each connection, and again when
 * `closePerson` or `closeSession` was called meanwhile, so the answer must be read from the store each time. A rejection
 * answers the upgrade with 503: the client tries again.
 */
export type Authorise = (headers: IncomingHttpHeaders, sessionId: string) => Promise<Access>;

/** Who sends an update. */
export type Editor = { readonly personId: string; readonly rights: DocumentRights };

/** The two levels that the sync server uses of a logger such as pino. */
export interface SyncLogger {
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}
