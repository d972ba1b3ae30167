import type {
  CanvasView,
  SessionRights,
  SessionStage,
  SessionSwitches,
  SnapshotReason,
  Standing,
} from '@gongyi/domain';
import type { ThemeView, UnitView } from '../campaigns/index.ts';

/** What queries answer with. Instants are ISO 8601, days YYYY-MM-DD. */

export type SessionSummary = {
  readonly id: string;
  readonly title: string;
  readonly createdAt: string;
  readonly stage: SessionStage;
  /** Since when it has been closed; null while it is not. */
  readonly closedAt: string | null;
  readonly anonymous: boolean;
  readonly participantCount: number;
  /** Whether a device that is no participant may become one. */
  readonly mayJoin: boolean;
  /** Only for those who may open sessions, and only while somebody can join with it. */
  readonly joinCode: string | null;
};

export type SessionPerson = {
  readonly kind: 'user' | 'participant';
  readonly id: string;
  readonly name: string;
  /** Empty for users who stand for no unit. */
  readonly unit: string;
  readonly standing: Standing;
  /**
   * False for an account in an anonymous session on another device than its one: there it looks on
   * and leads, and gives nothing that is counted by person.
   */
  readonly takesPart: boolean;
};

export type SessionView = {
  readonly id: string;
  readonly title: string;
  readonly campaignId: string;
  readonly campaignName: string;
  readonly themes: readonly ThemeView[];
  readonly units: readonly UnitView[];
  readonly joinCode: string | null;
  /**
   * Whether a device that is no participant may become one; whoever joined before comes back as
   * ever.
   */
  readonly mayJoin: boolean;
  readonly closed: boolean;
  readonly stage: SessionStage;
  readonly stageSince: string;
  readonly switches: SessionSwitches;
  /** What this person may do now, by stage, switches and hold. */
  readonly rights: SessionRights;
  readonly anonymous: boolean;
  /** The campaign's unfinished actions are on the table. */
  readonly carriesOver: boolean;
  readonly privateWriting: boolean;
  /**
   * The reveal is under way, or was cut short: no private point is taken, and revealing again
   * finishes it.
   */
  readonly revealing: boolean;
  readonly timer: TimerView | null;
  readonly voting: VoteSettings;
  readonly spotlight: string | null;
  readonly hold: HoldView | null;
  readonly summon: SummonView | null;
  /** By the server's clock, when this was answered: what a page counts its own clock against. */
  readonly serverNow: string;
  readonly me: SessionPerson & {
    /**
     * What the person's page writes on points and shows at the cursor: never `id` and `name`
     * themselves.
     */
    readonly author: SessionAuthor;
  };
};

/**
 * Who somebody is to the others in a session. In an anonymous one `id` is a keyed hash, `name` and
 * `unit` are empty.
 */
export type SessionAuthor = { readonly id: string; readonly name: string; readonly unit: string };

/** Runs until `endsAt`, or is paused with `leftMs` left. `endsAt` in the past: the time is up. */
export type TimerView =
  | { readonly state: 'running'; readonly endsAt: string; readonly lengthMs: number }
  | { readonly state: 'paused'; readonly leftMs: number; readonly lengthMs: number };

export type VoteSettings = {
  /** Votes of each person. */
  readonly budget: number;
  /** Of these, on one point. */
  readonly perPoint: number;
  /** Totals are nobody's to see while voting is open. */
  readonly totalsHidden: boolean;
};

/** `byName` is empty in an anonymous session. */
export type HoldView = { readonly byMe: boolean; readonly byName: string; readonly until: string };

export type SummonView = {
  readonly byMe: boolean;
  readonly byName: string;
  readonly at: string;
  readonly view: CanvasView;
};

export type ParticipantView = {
  readonly id: string;
  /** Empty in an anonymous session, as is `unit`. */
  readonly name: string;
  readonly unit: string;
  /**
   * Who they are in the document and in presence; null in an anonymous session, where nobody may
   * connect the two.
   */
  readonly authorId: string | null;
  readonly coFacilitator: boolean;
  /** Null in an anonymous session: beside the moments of points it would tell whose they are. */
  readonly joinedAt: string | null;
  readonly removed: boolean;
};

/**
 * A state of a session's document that was kept. The document itself never leaves the server this
 * way.
 */
export type SnapshotView = {
  readonly id: string;
  readonly reason: SnapshotReason;
  /** For `stage` the stage that began, for `asked` the name that somebody gave or ''. */
  readonly label: string;
  readonly points: number;
  /** Who asked for it; '' for the system. */
  readonly createdBy: string;
  readonly createdAt: string;
};

export type JoinPreview = {
  readonly sessionId: string;
  readonly title: string;
  readonly campaignName: string;
  readonly units: readonly string[];
  /** Neither name nor unit is asked for. */
  readonly anonymous: boolean;
  /** Whether a device may join that has not joined before. */
  readonly mayJoin: boolean;
  /** Who this device was in this session before. */
  readonly me: { readonly name: string; readonly unit: string } | null;
};
