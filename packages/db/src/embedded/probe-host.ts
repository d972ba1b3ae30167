import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { Account, HostFacts } from './choose-run-mode.ts';
import { SYSTEM_PATH } from './run-program.ts';

const PROBE_TIMEOUT_MS = 5_000;

/** In order of preference. macOS has `_postgres`. */
const UNPRIVILEGED_ACCOUNTS = ['postgres', '_postgres', 'nobody'];

/** Looks at the machine by trying: rules about namespaces come from too many places to be read. */
export function probeHost(dataOwner: HostFacts['dataOwner']): HostFacts {
  const uid = process.getuid?.() ?? -1;
  const hasAccount = canLookUpOwnAccount();
  // An ordinary account needs nothing of the rest, and pays nothing for it.
  const needsHelp = uid === 0 || (!hasAccount && uid > 0);
  const accounts = needsHelp ? readAccounts() : [];
  return {
    platform: process.platform,
    uid,
    hasAccount,
    mappable: process.platform === 'linux' ? accounts.find(canMapTo) : undefined,
    switchable: uid === 0 ? accounts.find(canSwitchTo) : undefined,
    dataOwner,
  };
}

/** Runs a program of the mode's making; true when it ends well. */
function succeeds(command: string, args: readonly string[], ids: { uid?: number; gid?: number } = {}): boolean {
  const { status } = spawnSync(command, args, {
    ...ids,
    cwd: '/',
    env: { PATH: SYSTEM_PATH },
    stdio: 'ignore',
    timeout: PROBE_TIMEOUT_MS,
  });
  return status === 0;
}

function canMapTo(account: Account): boolean {
  return succeeds('unshare', ['--user', `--map-user=${account.uid}`, '--', '/bin/sh', '-c', 'exit 0']);
}

function canSwitchTo({ uid, gid }: Account): boolean {
  return succeeds('/bin/sh', ['-c', 'exit 0'], { uid, gid });
}

/** Whether an account can enter a folder, through every folder above it. */
export function canEnter(dir: string, { uid, gid }: Pick<Account, 'uid' | 'gid'>): boolean {
  return succeeds('/bin/sh', ['-c', 'cd -- "$1"', 'sh', dir], { uid, gid });
}

/** Whether an account can run a program where it lies. */
export function canRun(program: string, { uid, gid }: Pick<Account, 'uid' | 'gid'>): boolean {
  return succeeds(program, ['--version'], { uid, gid });
}

function canLookUpOwnAccount(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}

function readAccounts(): Account[] {
  let text: string;
  try {
    text = readFileSync('/etc/passwd', 'utf8');
  } catch {
    return [];
  }
  const accounts = text.split('\n').flatMap((line) => {
    const [name = '', , uid = '', gid = ''] = line.split(':');
    // macOS writes nobody's ids as -2.
    const account = { name, uid: Number.parseInt(uid, 10) >>> 0, gid: Number.parseInt(gid, 10) >>> 0 };
    return UNPRIVILEGED_ACCOUNTS.includes(name) && account.uid > 0 ? [account] : [];
  });
  return accounts.sort((a, b) => UNPRIVILEGED_ACCOUNTS.indexOf(a.name) - UNPRIVILEGED_ACCOUNTS.indexOf(b.name));
}
