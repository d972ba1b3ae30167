import type { ReadEvent } from '@gongyi/domain';

/** What queries answer with. Instants are ISO 8601, days YYYY-MM-DD. */

export type HistoryEntry = ReadEvent & {
  readonly seq: number;
  /** null for what the system did, and for people who are gone. */
  readonly actorName: string | null;
  readonly at: string;
};
