import type { Delivery, Period } from './delivery-ledger.ts';
import type { SentLogMemory } from './sent-log.ts';
import type { WireName } from './wire.ts';

/** Where the load goes. All of it can be sent to another thread. */
export type Endpoint = {
  readonly host: string;
  readonly port: number;
  /** Of the upgrade request. */
  readonly path: string;
  readonly wire: WireName;
  /** The document's name, which Hocuspocus wants in each message. */
  readonly room: string;
  /** What a point's theme may be. */
  readonly themeIds: readonly string[];
};

/** Somebody who can enter. */
export type Entrant = {
  readonly headers: Readonly<Record<string, string>>;
  /** What the server knows them as. */
  readonly personId: string;
  readonly name: string;
};

export type Person = Entrant & {
  /** 0, 1, 2 … over all threads. */
  readonly index: number;
  /** Moves a cursor. */
  readonly isSender: boolean;
  readonly isWriter: boolean;
  /** Decodes all that it gets. The others take it and count it. */
  readonly isObserver: boolean;
};

/** The part of the hall that one thread plays. */
export type FleetPlan = {
  readonly endpoint: Endpoint;
  readonly people: readonly Person[];
  /**
   * Person `index` has the Yjs client id `firstClientId + index`, so that a receiver knows the
   * sender at once.
   */
  readonly firstClientId: number;
  /** How many connect at the same time. */
  readonly connectAtOnce: number;
  readonly editsPerWriter: number;
  readonly cursors: SentLogMemory;
  readonly edits: SentLogMemory;
  /** The writer's clock after each edit, by `index * editsPerWriter + number - 1`. */
  readonly editClocks: SharedArrayBuffer;
  readonly windowMs: number;
};

/** A stretch of time in which everybody does the same. */
export type FleetPhase = {
  readonly startAtMs: number;
  readonly period: Period;
  /** By all of this fleet together. */
  readonly cursorsPerSecond: number;
  readonly cursors: number;
  readonly editsPerSecond: number;
  readonly edits: number;
  /**
   * One number, counted up by each fleet that has sent its last message: nobody stops listening
   * before that.
   */
  readonly fleetsDone: SharedArrayBuffer;
  readonly fleets: number;
  /** Who does not read while it lasts. They go on sending. */
  readonly slowReaders: readonly number[];
};

export type JoinReport = {
  /**
   * Of each person, from the first connection attempt of the fleet until all of the document was
   * there.
   */
  readonly readyMs: readonly number[];
  /** The size of the document as it was sent to each. */
  readonly answerBytes: readonly number[];
  /** How often somebody was turned away with "come back later", and did. */
  readonly turnedAway: number;
};

export type FleetReport = {
  readonly cursors: Delivery;
  readonly edits: Delivery;
  /** Null when the server acknowledges nothing. */
  readonly acknowledgements: Delivery | null;
  /** By how much messages were sent later than planned. */
  readonly lag: Uint32Array;
  readonly messages: number;
  readonly bytes: number;
  /** Of connections that ended during the phase: close code (or none) of each. */
  readonly lost: readonly (number | null)[];
};
