import type { ActionState, Disposition, SessionStage } from '@gongyi/domain';
import type { VoteResult } from '../votes/index.ts';

/** What queries answer with. Instants are ISO 8601, days YYYY-MM-DD. */

export type OpenPoint = {
  readonly id: string;
  readonly themeId: string | null;
  readonly text: string;
  /** The cluster in which it was merged: the points of one are decided about together. */
  readonly clusterId: string | null;
};

export type DispositionView = {
  readonly pointId: string;
  readonly disposition: Disposition;
  readonly reason: string;
  readonly decidedAt: string;
};

export type SessionSummaryView = {
  readonly sessionId: string;
  readonly title: string;
  readonly campaignName: string;
  readonly createdAt: string;
  readonly stage: SessionStage;
  readonly stageSince: string;
  readonly anonymous: boolean;
  readonly counts: {
    readonly people: number;
    readonly points: number;
    readonly votes: number;
    readonly promoted: number;
    readonly merged: number;
    readonly notAdopted: number;
    readonly deferred: number;
    readonly open: number;
  };
  /**
   * Every theme, in the campaign's order; then the inbox, for points of no theme, if there are any.
   */
  readonly byTheme: readonly { readonly themeId: string; readonly points: number }[];
  /** The first 20 ranks, ties and all; null while totals are hidden. */
  readonly topPoints: readonly VoteResult[] | null;
  readonly promoted: readonly {
    readonly pointId: string;
    readonly text: string;
    readonly actionId: string;
    readonly number: string;
    readonly state: ActionState;
  }[];
  readonly disposed: readonly (DispositionView & { readonly text: string; readonly themeId: string | null })[];
  readonly open: readonly OpenPoint[];
  /** Participants by unit, the most first; empty in an anonymous session. */
  readonly peopleByUnit: readonly { readonly unit: string; readonly people: number }[];
};
