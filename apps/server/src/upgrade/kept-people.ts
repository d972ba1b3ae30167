/** `people.json` of a fixture: how its people get in, and what things are called. */
export type KeptPeople = {
  /** Who has an account. */
  readonly accounts: Readonly<Record<string, KeptAccount>>;
  /** Devices of participants: their cookies. */
  readonly phones: Readonly<Record<string, string>>;
  readonly campaigns: Readonly<Record<string, string>>;
  readonly sessions: Readonly<Record<string, { readonly id: string; readonly code: string }>>;
  readonly actions: Readonly<Record<string, string>>;
  /** Tokens of invitations. */
  readonly invitations: Readonly<Record<string, string>>;
};

type KeptAccount = {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  /** Of somebody who is signed in. */
  readonly cookie: string;
};
