/** An account of this machine. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** What the choice of a run mode depends on; gathered by `probeHost`. */
export interface HostFacts {
  readonly platform: NodeJS.Platform;
  readonly uid: number;
  /**
   * initdb looks its own account up and fails when there is none, as in a container started with
   * `--user 12345`.
   */
  readonly hasAccount: boolean;
  /**
   * An account that a process in a user namespace can pass for; undefined where namespaces are not
   * allowed.
   */
  readonly mappable: Account | undefined;
  /**
   * An unprivileged account that processes can be started as; undefined when there is none or we
   * may not.
   */
  readonly switchable: Account | undefined;
  /** Who owns the existing data; undefined on the first start. */
  readonly dataOwner: Pick<Account, 'uid' | 'gid'> | undefined;
}

/**
 * How PostgreSQL, which refuses to be root, is started.
 *
 * - `direct`: as we are.
 * - `mapped`: in a user namespace where our own id appears as another account's. Files stay ours,
 *   closed folders stay reachable, nothing outside changes.
 * - `switched`: as another account, which must be able to enter the folders of the binaries and of
 *   the data.
 */
export type RunMode =
  | { readonly kind: 'direct' }
  | { readonly kind: 'mapped'; readonly account: Account }
  | { readonly kind: 'switched'; readonly account: Pick<Account, 'uid' | 'gid'> & { readonly name?: string } }
  | { readonly kind: 'impossible'; readonly reason: string };

const ROOT_UID = 0;

export function chooseRunMode(facts: HostFacts): RunMode {
  if (facts.platform !== 'linux' && facts.platform !== 'darwin') {
    return { kind: 'impossible', reason: `it runs on Linux and macOS only, not on ${facts.platform}.` };
  }
  if (facts.uid !== ROOT_UID) return chooseForOrdinaryAccount(facts);
  // Data that already belong to somebody are run as that somebody: no start ever takes them away
  // from another way of starting.
  if (facts.dataOwner && facts.dataOwner.uid !== ROOT_UID) {
    return facts.switchable
      ? { kind: 'switched', account: facts.dataOwner }
      : {
          kind: 'impossible',
          reason: `its data belong to account ${facts.dataOwner.uid}; start the server as that account.`,
        };
  }
  if (facts.mappable) return { kind: 'mapped', account: facts.mappable };
  if (facts.switchable) return { kind: 'switched', account: facts.switchable };
  return {
    kind: 'impossible',
    reason:
      'PostgreSQL does not run as root; here user namespaces are not allowed and there is no other account to start it as. ' +
      'Start the server as an ordinary account.',
  };
}

function chooseForOrdinaryAccount(facts: HostFacts): RunMode {
  if (facts.dataOwner && facts.dataOwner.uid !== facts.uid) {
    return {
      kind: 'impossible',
      reason: `its data belong to account ${facts.dataOwner.uid}, and this is account ${facts.uid}. Start the server as that account, or give it the data folder.`,
    };
  }
  if (facts.hasAccount) return { kind: 'direct' };
  if (facts.mappable) return { kind: 'mapped', account: facts.mappable };
  // Only initdb needs the account; PostgreSQL itself does not.
  if (facts.dataOwner) return { kind: 'direct' };
  return {
    kind: 'impossible',
    reason: `user id ${facts.uid} has no entry in the account list (/etc/passwd), which PostgreSQL needs to create its data.`,
  };
}
