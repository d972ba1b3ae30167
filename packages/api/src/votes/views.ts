import type { RankedVotes, VoteTotal } from '@gongyi/domain';
import type { VoteSettings } from '../sessions/index.ts';

/** What queries answer with. Instants are ISO 8601, days YYYY-MM-DD. */

export type MyVotes = VoteSettings & {
  readonly open: boolean;
  readonly spent: number;
  readonly left: number;
  readonly votes: readonly { readonly id: string; readonly targetId: string }[];
};

export type VoteTotals =
  | { readonly hidden: true }
  | { readonly hidden: false; readonly totals: readonly VoteTotal[]; readonly voters: number };

/** Ranked, the most votes first; ties share a rank. */
export type VoteResult = RankedVotes & { readonly text: string; readonly themeId: string | null };

export type VoteResults =
  | { readonly hidden: true }
  | { readonly hidden: false; readonly results: readonly VoteResult[]; readonly voters: number };

/** People, their number and nothing else: nobody may be told from it. */
export type Turnout = {
  /** Connected at this moment, to whichever server, those who lead as well. */
  readonly present: number;
  readonly voters: number;
  readonly votes: number;
  /**
   * Of the voters, those who are not connected, and their votes: null in an anonymous session,
   * where one who goes would show how many they gave.
   */
  readonly away: { readonly people: number; readonly votes: number | null };
};

/** So many votes, of so many people. */
export type VoteCounts = { readonly votes: number; readonly people: number };

export type RemainingVotes = {
  /** Somebody has voted. */
  readonly begun: boolean;
} & (
  | {
      readonly anonymous: false;
      readonly people: readonly {
        /** As in presence: the page tells who of them is here. */
        readonly authorId: string;
        readonly name: string;
        readonly unit: string;
        readonly left: number;
      }[];
    }
  | {
      /**
       * Two numbers, and nothing by person: beside the totals that would tell who voted for what.
       */
      readonly anonymous: true;
      /** How many may vote. */
      readonly people: number;
      /** How many have no vote left. */
      readonly done: number;
    }
);
