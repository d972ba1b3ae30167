import type { MemberRole } from '@gongyi/domain';

export type ActorMembership = {
  readonly campaignId: string;
  readonly role: MemberRole;
  readonly unitId: string | null;
  readonly unitName: string | null;
};

export type ActorUser = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly isAdministrator: boolean;
  readonly memberships: readonly ActorMembership[];
};

/** Who asks: somebody signed in, a device that joined a session, both, or neither. */
export type Actor = {
  readonly user: ActorUser | null;
  /** The name of the sign-in by which it is `user`, which is no secret; null without one. */
  readonly signInId: string | null;
  /**
   * SHA-256 of the token in the device's cookie, hex. Stored only as `sessionDeviceHash` and
   * `accountDeviceHash` have it.
   */
  readonly deviceHash: string | null;
  /**
   * What else is made of that token: whoever has it can tell who wrote what in anonymous sessions,
   * so it is neither stored nor logged. Null without a token that the server signed.
   */
  readonly deviceKey: string | null;
};

export const NOBODY: Actor = { user: null, signInId: null, deviceHash: null, deviceKey: null };
