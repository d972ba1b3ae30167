import { type ChildProcess, spawn } from 'node:child_process';
import type { RunMode } from './choose-run-mode.ts';

/** Where `unshare` and the shell are. */
export const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export interface ProgramOptions {
  /** File descriptor that takes what the program writes; without it, nothing is kept. */
  logFd?: number;
  /**
   * In a session of its own, so that a Ctrl-C in the terminal does not reach it, and living on when
   * we end.
   */
  detached?: boolean;
}

/**
 * Starts one of PostgreSQL's programs in the chosen mode. The child's pid is the program's own in
 * every mode.
 */
export function runProgram(
  mode: RunMode,
  program: string,
  args: readonly string[],
  options: ProgramOptions,
): ChildProcess {
  if (mode.kind === 'impossible') throw new Error(mode.reason);
  // unshare replaces itself by the program: signals go to PostgreSQL directly.
  const [command, prefix] =
    mode.kind === 'mapped' ? ['unshare', ['--user', `--map-user=${mode.account.uid}`, '--', program]] : [program, []];
  const ids = mode.kind === 'switched' ? { uid: mode.account.uid, gid: mode.account.gid } : {};
  const output = options.logFd ?? 'ignore';
  return spawn(command, [...prefix, ...args], {
    ...ids,
    // Our own folder may be closed to the account, and must not be kept busy by a database that
    // outlives us.
    cwd: '/',
    // PostgreSQL's own settings are all in its arguments: PGDATA and the like of our environment
    // would change them.
    env: { PATH: SYSTEM_PATH, LC_ALL: 'C', TZ: 'UTC' },
    detached: options.detached ?? false,
    stdio: ['ignore', output, output],
  });
}

/**
 * The exit code, or the signal's name; a program that could not be started counts as its error's
 * code.
 */
export function exitOf(child: ChildProcess): Promise<number | string> {
  return new Promise((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
}
