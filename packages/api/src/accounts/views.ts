import type { MemberRole } from '@gongyi/domain';

/** What queries answer with. Instants are ISO 8601, days YYYY-MM-DD. */

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
