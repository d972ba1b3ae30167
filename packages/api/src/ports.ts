import type { PointSource } from '@gongyi/domain';

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
};

/**
 * Reads points of a session's document, which this package never sees (the sync server has it).
 * - Answers with the points that exist, each once; one that was deleted, or never was, is left out, never an error.
 * - Sees every edit that any page was told is saved.
 * - Rejects only when the document cannot be read at all.
 */
export interface PointReader {
  readPoints(sessionId: string, pointIds: readonly string[]): Promise<PointSnapshot[]>;
}

/**
 * Says "this campaign has new events", nothing about what they are: whoever listens reads the event table.
 * - `notify` never throws and never waits. It is called after the commit.
 * - A listener is called at least once after each `notify`; calls may be merged. Order does not matter.
 * - Lost calls delay, and never lose, an event: the table is the truth.
 */
export interface Notifier {
  notify(campaignId: string): void;
  /** Returns the function that ends it; ending twice does nothing. */
  subscribe(campaignId: string, listener: () => void): () => void;
}

/**
 * Told after the commit of decisions that change who may be in a session's document, so that open connections end or ask anew.
 * Neither call waits nor throws.
 */
export interface SessionGate {
  /** It was closed, and everybody reads only from now on; or opened again. Connections must come back to be asked anew. */
  sessionChanged(sessionId: string): void;
  /** The person's rights in the campaign changed or ended. */
  accessChanged(change: { readonly campaignId: string; readonly userId: string }): void;
}

/** The part of pino that is used here. */
export interface Logger {
  error(details: object, message: string): void;
  warn(details: object, message: string): void;
  info(details: object, message: string): void;
}
