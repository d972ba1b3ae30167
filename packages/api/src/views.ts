import type { MemberRole, Standing } from '@gongyi/domain';

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
  readonly closedAt: string | null;
  readonly participantCount: number;
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
};

export type SessionView = {
  readonly id: string;
  readonly title: string;
  readonly campaignId: string;
  readonly campaignName: string;
  readonly themes: readonly ThemeView[];
  readonly units: readonly UnitView[];
  readonly joinCode: string | null;
  readonly closed: boolean;
  readonly me: SessionPerson;
};

export type JoinPreview = {
  readonly sessionId: string;
  readonly title: string;
  readonly campaignName: string;
  readonly units: readonly string[];
  /** Who this device was in this session before. */
  readonly me: { readonly name: string; readonly unit: string } | null;
};

/** JSON, as it is stored in an event. */
export type EventData = { readonly [key: string]: EventValue };
export type EventValue =
  | string
  | number
  | boolean
  | null
  | readonly EventValue[]
  | { readonly [key: string]: EventValue };

export type HistoryEntry = {
  readonly seq: number;
  readonly type: string;
  /** null for what the system did, and for people who are gone. */
  readonly actorName: string | null;
  readonly at: string;
  readonly data: EventData;
};
