import type {
  ActionState,
  CanvasView,
  Disposition,
  MemberRole,
  PointCategory,
  PointLevel,
  PointSource,
  RankedVotes,
  ReadEvent,
  SessionRights,
  SessionStage,
  SessionSwitches,
  SnapshotReason,
  Standing,
  VoteTotal,
} from '@gongyi/domain';

/** What queries answer with. Instants are ISO 8601, days YYYY-MM-DD. */

export type ThemeView = {
  readonly id: string;
  readonly name: string;
  readonly short: string;
  readonly code: string;
  /** #RRGGBB */
  readonly color: string;
  readonly icon: string;
  readonly prompts: readonly string[];
};

export type UnitView = { readonly id: string; readonly name: string };

export type CampaignSummary = {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly themeCount: number;
  readonly sessionCount: number;
  readonly actionCount: number;
  readonly standing: Standing;
};

export type CampaignView = {
  readonly id: string;
  readonly name: string;
  readonly templateId: string | null;
  readonly themes: readonly ThemeView[];
  readonly units: readonly UnitView[];
  readonly standing: Standing;
};

export type MemberView = {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: MemberRole;
  readonly unitName: string | null;
};

export type InvitationView = {
  readonly id: string;
  readonly role: MemberRole;
  readonly unitName: string | null;
  readonly note: string;
  readonly expiresAt: string;
};

export type MembersView = { readonly members: readonly MemberView[]; readonly invitations: readonly InvitationView[] };

export type InvitationPreview = {
  readonly campaignName: string;
  readonly role: MemberRole;
  readonly unitName: string | null;
  readonly note: string;
};

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
  /** The reveal is under way, or was cut short: no private point is taken, and revealing again finishes it. */
  readonly revealing: boolean;
  readonly timer: TimerView | null;
  readonly voting: VoteSettings;
  readonly spotlight: string | null;
  readonly hold: HoldView | null;
  readonly summon: SummonView | null;
  /** By the server's clock, when this was answered: what a page counts its own clock against. */
  readonly serverNow: string;
  readonly me: SessionPerson & {
    /** What the person's page writes on points and shows at the cursor: never `id` and `name` themselves. */
    readonly author: SessionAuthor;
  };
};

/** Who somebody is to the others in a session. In an anonymous one `id` is a keyed hash, `name` and `unit` are empty. */
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
  /** Who they are in the document and in presence; null in an anonymous session, where nobody may connect the two. */
  readonly authorId: string | null;
  readonly coFacilitator: boolean;
  /** Null in an anonymous session: beside the moments of points it would tell whose they are. */
  readonly joinedAt: string | null;
  readonly removed: boolean;
};

export type PrivatePointView = {
  readonly id: string;
  readonly themeId: string;
  readonly text: string;
  readonly source: PointSource | null;
  readonly channel: string;
  readonly category: PointCategory;
  readonly level: PointLevel | null;
  readonly prompt: number | null;
  readonly createdAt: string;
};

/** All that anybody learns before the reveal. */
export type PrivateCounts = { readonly points: number; readonly people: number };

export type PromptAnswerView = {
  readonly themeId: string;
  /** The prompt card, from 0. */
  readonly prompt: number;
  /** How many found no problem there; null while points are written privately. */
  readonly count: number | null;
  readonly mine: boolean;
};

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
  /** Every theme, in the campaign's order; then the inbox, for points of no theme, if there are any. */
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

/** A state of a session's document that was kept. The document itself never leaves the server this way. */
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

/** A point that somebody deleted, as it stood before. */
export type RemovedPointView = {
  readonly id: string;
  readonly themeId: string;
  readonly text: string;
  /** Empty in an anonymous session, as is `unit`. */
  readonly author: string;
  readonly unit: string;
  readonly source: PointSource | null;
  readonly channel: string;
  readonly category: PointCategory;
  readonly level: PointLevel | null;
  readonly removedAt: string;
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

export type HistoryEntry = ReadEvent & {
  readonly seq: number;
  /** null for what the system did, and for people who are gone. */
  readonly actorName: string | null;
  readonly at: string;
};
