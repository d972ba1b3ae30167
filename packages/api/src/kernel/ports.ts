import type { PointCategory, PointLevel, PointSource } from '@gongyi/domain';

/** A point of a session's document as it stands now. */
export type PointSnapshot = {
  readonly id: string;
  /** A theme of the campaign; null when the card lies outside every theme. */
  readonly themeId: string | null;
  readonly text: string;
  readonly author: string;
  readonly unit: string;
  readonly source: PointSource | null;
  readonly channel: string;
  /** The cluster that it was merged into; left out, or null, for a point on its own. */
  readonly clusterId?: string | null;
};

/**
 * Reads points of a session's document, which this package never sees (the sync server has it).
 * - Answers with the points that exist, each once; one that was deleted, or never was, is left out,
 *   never an error.
 * - `readPoints` also knows clusters by their ids: what votes, the spotlight or a promotion are
 *   given to. Their text is the title, or without one the words of the oldest point; who wrote it
 *   is left empty.
 * - Sees every edit that any page was told is saved.
 * - Its texts are plain (`toPlainText`), whatever stands in the document.
 * - Rejects only when the document cannot be read at all.
 */
export interface PointReader {
  readPoints(sessionId: string, pointIds: readonly string[]): Promise<PointSnapshot[]>;
  /** All points, also those that are merged, the oldest first; no clusters. */
  readAllPoints(sessionId: string): Promise<PointSnapshot[]>;
}

/**
 * A point that comes from this side into a session's document. Empty strings and null mean "not
 * given".
 */
export type NewPoint = {
  readonly id: string;
  /** One of `themes`, or the inbox. */
  readonly themeId: string;
  readonly text: string;
  readonly authorId: string;
  readonly author: string;
  readonly unit: string;
  readonly source: PointSource | null;
  readonly channel: string;
  readonly category: PointCategory;
  readonly level: PointLevel | null;
  /** The prompt card of its theme that it answers, from 0. */
  readonly prompt: number | null;
  /** ISO 8601 */
  readonly createdAt: string;
};

/** A point that the document had, as it was then. */
export type FormerPoint = NewPoint & {
  /** Page pixels of its card's top left corner. */
  readonly x: number;
  readonly y: number;
  /** The cluster that it named. */
  readonly clusterId: string | null;
};

/**
 * Writes points into a session's document.
 * - `addPoints` adds those whose id the document does not have, all in one edit, each at a free
 *   place of its theme. The others are left as they are, so that a call may be repeated after it
 *   failed, or after nobody knows whether it did.
 * - `bringBack` does so with points that were deleted, and answers with the ids of those that it
 *   added. Each comes to the place where it was, or where another card lies by now, to a free one
 *   of its theme; to the inbox when its theme is none of `themes`. It is in its cluster again if
 *   that is still there. Throws DomainError limitReached, having changed nothing, when the document
 *   would have too many points.
 * - Both resolve when the points are as lasting as any saved edit. When they reject otherwise the
 *   points may be there or not.
 */
export interface PointWriter {
  addPoints(sessionId: string, points: readonly NewPoint[], themes: readonly ThemeOutline[]): Promise<void>;
  bringBack(
    sessionId: string,
    points: readonly FormerPoint[],
    themes: readonly ThemeOutline[],
  ): Promise<readonly string[]>;
}

/** What a theme takes on the canvas depends on its prompts. */
export type ThemeOutline = { readonly id: string; readonly prompts: readonly string[] };

/** A session's document as it stood at one moment. */
export type KeptDocument = {
  /** All of it. What it means is the keeper's secret. */
  readonly document: Uint8Array<ArrayBuffer>;
  readonly points: number;
};

/**
 * Takes and puts back the whole of a session's document, which this package never sees.
 * - `capture` sees every edit that any page was told is saved. It changes nothing.
 * - `restore` makes every point as it was in `document`, by ordinary edits that everybody sees, and
 *   resolves when they are as lasting as any saved edit. The answer is the document as it stood the
 *   very moment before: nothing was written between the two. Throws DomainError snapshotUnreadable,
 *   having changed nothing, when `document` cannot be read.
 * - Both reject otherwise only when the session's document cannot be read or written; a `restore`
 *   that rejected may still have happened.
 */
export interface DocumentKeeper {
  capture(sessionId: string): Promise<KeptDocument>;
  restore(sessionId: string, document: Uint8Array): Promise<KeptDocument>;
}

/**
 * Who is in a session's document now, which only the sync server knows.
 * - `peopleHere`: everybody who is connected, to whichever server, by who they are in the document
 *   (`SyncPermit.authorId`), each once. It is asked in a transaction, and answers within seconds.
 * - Rejects when it cannot know. A server that is not heard of counts with the people that it had,
 *   until it is given up for gone: whoever is left out would lose their votes.
 */
export interface HallReader {
  peopleHere(sessionId: string): Promise<ReadonlySet<string>>;
}

/**
 * Says "this campaign has new events", nothing about what they are: whoever listens reads the event
 * table. In the same way it says of a sign-in (`signInTopic`) that it may have ended.
 * - `notify` never throws and never waits. It is called after the commit.
 * - A listener is called at least once after each `notify`; calls may be merged. Order does not
 *   matter.
 * - Lost calls delay, and never lose, an event: the table is the truth.
 */
export interface Notifier {
  notify(campaignId: string): void;
  /** Returns the function that ends it; ending twice does nothing. */
  subscribe(campaignId: string, listener: () => void): () => void;
}

/**
 * Told after the commit of decisions that change who may be in a session's document, so that open
 * connections end or ask anew. Neither call waits nor throws.
 */
export interface SessionGate {
  /**
   * What people may do in it has changed, for all of them: its stage, a switch, a hold. Connections
   * must come back to be asked anew.
   */
  sessionChanged(sessionId: string): void;
  /**
   * What one person may do in a session has changed or ended. `personId`: a participant's or an
   * account's.
   */
  personChanged(change: { readonly sessionId: string; readonly personId: string }): void;
  /** A sign-in has ended: whoever is in by it has to be asked anew who they are. */
  signInEnded(signInId: string): void;
  /** The person's rights in the campaign changed or ended. */
  accessChanged(change: { readonly campaignId: string; readonly userId: string }): void;
}

/**
 * Turns a password into what is stored in its place, and tells whether a password is the one that
 * was stored.
 * - From what `hash` gives nobody can work the password out at a bearable cost, and it never gives
 *   the same text twice.
 * - `verify` is true for the password that `hash` was given, and false for any other. It throws,
 *   or says false, for a text
 *   that it did not make.
 * - Both take about as long for every password, so that the time tells nothing.
 * What is stored lasts: another implementation has to verify what the one before it stored.
 */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  verify(attempt: { readonly hash: string; readonly password: string }): Promise<boolean>;
}

/**
 * Something that is done when its time has come, without anybody asking. Nothing is planned ahead
 * and kept: what is due is read from the rows that it is about, so a server that was off for a
 * week, or died in the middle, has forgotten nothing.
 *
 * What leaves the house (a mail, say) is a row that is written by `settle`, and a job of its own.
 */
export interface Job {
  /** Names its lock, so it is the same on all servers, and what is logged of it. */
  readonly name: string;
  /** How late it may be noticed that something is due. */
  readonly everyMs: number;
  /**
   * The ids of all rows that are due at `now`, in one statement, in the order in which they are
   * acted on. A row whose time came several times meanwhile is there once. Changes nothing.
   */
  findDue(now: Date): Promise<readonly string[]>;
  /**
   * Acts on one of them in one transaction, which asks first whether the row is still due at `now`,
   * holding it, and makes it no longer due. False when it is not, or somebody else holds it: then
   * nothing has changed. Also right when another server does the same at the same time.
   */
  settle(id: string, now: Date): Promise<boolean>;
}

/**
 * Does what is due, as long as it runs: once, however many servers do the same on one database.
 * - A job that is started is looked at at once, then again and again, `everyMs` after each look.
 * - One server at a time looks at a job, which spares the others the work; when it dies, another
 *   goes on. That a row is acted on once is the row's own doing (`job-of-rows.ts`).
 * - What fails (a look, a row) is told to the logger and tried again by the next look. It keeps
 *   neither the other rows nor the other jobs from being acted on.
 * - `stop` begins nothing more and resolves when what is under way has ended, or after a bounded
 *   wait. A second call waits for the first.
 */
export interface Schedule {
  start(job: Job): void;
  stop(): Promise<void>;
}

/** The part of pino that is used here. */
export interface Logger {
  error(details: object, message: string): void;
  warn(details: object, message: string): void;
  info(details: object, message: string): void;
}
