import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunMode } from './choose-run-mode.ts';
import type { Binaries } from './find-binaries.ts';
import type { LogFile } from './log-file.ts';
import { exitOf, runProgram } from './run-program.ts';
import { SOCKET_NAME, SOCKET_PORT } from './socket-dir.ts';

/** PostgreSQL's first process, which the others hang on. */
export interface Postmaster {
  readonly pid: number;
  /** An earlier start left it running; we took it over. */
  readonly adopted: boolean;
  isRunning(): boolean;
}

/**
 * Starts PostgreSQL on data that nobody runs yet (see `findPostmaster`). It is ready only once a
 * connection succeeds.
 */
export async function spawnPostmaster(
  clusterDir: string,
  socketDir: string,
  binaries: Binaries,
  mode: RunMode,
  log: LogFile,
): Promise<Postmaster> {
  await disownStranger(join(clusterDir, 'postmaster.pid'), clusterDir);
  await disownStranger(join(socketDir, `${SOCKET_NAME}.lock`), clusterDir);
  const settings = {
    // No TCP: the socket's private folder is the only door.
    listen_addresses: '',
    port: String(SOCKET_PORT),
    // The setting is a list; quoted, a path may hold commas and blanks.
    unix_socket_directories: `"${socketDir.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    max_connections: '100',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Off: a line every five minutes of use, which would push out of the log what matters.
    log_checkpoints: 'off',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = runProgram(mode, binaries.postgres, ['-D', clusterDir, ...args], { logFd: log.fd, detached: true });
  let running = true;
  // Also settles when it could not be started at all.
  exitOf(child).then(() => {
    running = false;
  });
  // We end when our own work ends, not when the database does.
  child.unref();
  return { pid: child.pid ?? -1, adopted: false, isRunning: () => running };
}

/** Finds a PostgreSQL that runs on these data: what is left after our process was killed. */
export async function findPostmaster(clusterDir: string): Promise<Postmaster | undefined> {
  const pid = await readPid(join(clusterDir, 'postmaster.pid'));
  if (pid === undefined || !runsOn(pid, clusterDir)) return undefined;
  return { pid, adopted: true, isRunning: () => runsOn(pid, clusterDir) };
}

/**
 * Lets PostgreSQL start although a lock file of its names a process that is not PostgreSQL: after a
 * power failure, or in a container, the number soon belongs to a stranger, and PostgreSQL would
 * refuse for ever.
 *
 * The file is kept, because PostgreSQL also finds in it whether processes of a killed one are still
 * at work; only the number is replaced by ours, which PostgreSQL knows to be its parent's and so
 * cannot be another PostgreSQL.
 */
async function disownStranger(lockFile: string, clusterDir: string): Promise<void> {
  const pid = await readPid(lockFile);
  if (pid === undefined || runsOn(pid, clusterDir)) return;
  const text = await readFile(lockFile, 'utf8');
  await writeFile(lockFile, text.replace(/^\d+/, String(process.pid)));
}

/** The first line of PostgreSQL's lock files; undefined when there is no such file. */
async function readPid(lockFile: string): Promise<number | undefined> {
  const pid = Number.parseInt(await readFile(lockFile, 'utf8').catch(() => ''), 10);
  return pid > 0 ? pid : undefined;
}

/**
 * Whether a process is the PostgreSQL of these data, by the folder in its arguments (its working
 * folder is not always readable).
 */
function runsOn(pid: number, clusterDir: string): boolean {
  try {
    if (process.platform === 'linux') {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(clusterDir);
    }
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(clusterDir);
  } catch {
    return false;
  }
}

/** Sends a signal; a process that has already ended is no error. */
export function signalPostmaster({ pid }: Postmaster, signal: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
