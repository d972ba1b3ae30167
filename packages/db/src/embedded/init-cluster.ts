import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RunMode } from './choose-run-mode.ts';
import { refuse } from './embedded-postgres-error.ts';
import type { Binaries } from './find-binaries.ts';
import type { LogFile } from './log-file.ts';
import { exitOf, runProgram } from './run-program.ts';

/** The database's superuser. There is no other, and no password: see `ensureSocketDir`. */
export const SUPERUSER = 'gongyi';

const UNFINISHED_PREFIX = '.postgres-unfinished-';
/** initdb takes about a second; what is older was left by a start that was killed. */
const UNFINISHED_STALE_AFTER_MS = 3_600_000;

/**
 * Creates PostgreSQL's data unless they exist.
 *
 * They are made under another name and moved into place whole: a start killed half way leaves
 * nothing that a later one could take for a database. Two starts at once both make one, and the
 * second finds the first one's in place.
 */
export async function initCluster(clusterDir: string, binaries: Binaries, mode: RunMode, log: LogFile): Promise<void> {
  const homeDir = dirname(clusterDir);
  await removeUnfinished(homeDir);
  if (existsSync(join(clusterDir, 'PG_VERSION'))) return;
  const unfinished = join(homeDir, UNFINISHED_PREFIX + randomUUID());
  await mkdir(unfinished, { mode: 0o700 });
  try {
    if (mode.kind === 'switched') await chown(unfinished, mode.account.uid, mode.account.gid);
    const code = await exitOf(
      runProgram(
        mode,
        binaries.initdb,
        [
          `--pgdata=${unfinished}`,
          `--username=${SUPERUSER}`,
          '--auth=trust',
          '--encoding=UTF8',
          // PostgreSQL's own rules for characters: the same on every machine, and none of the
          // system's locales is needed.
          '--locale-provider=builtin',
          '--builtin-locale=C.UTF-8',
          '--locale=C',
          '--no-instructions',
        ],
        { logFd: log.fd },
      ),
    );
    if (code === 'ENOENT') throw refuse('this system cannot run the programs that npm brought (they need glibc).');
    if (code !== 0) throw refuse(`initdb failed (${code}). ${await log.tail()}`);
    await rename(unfinished, clusterDir);
    await flushDirectory(homeDir);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!existsSync(join(clusterDir, 'PG_VERSION'))) throw error;
  }
}

/** Without it, a power failure could undo the move after the first rows were reported as saved. */
async function flushDirectory(dir: string): Promise<void> {
  const handle = await open(dir, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function removeUnfinished(homeDir: string): Promise<void> {
  const names = (await readdir(homeDir)).filter((name) => name.startsWith(UNFINISHED_PREFIX));
  for (const name of names) {
    const path = join(homeDir, name);
    const info = await stat(path).catch(() => undefined);
    if (info && Date.now() - info.mtimeMs > UNFINISHED_STALE_AFTER_MS) await rm(path, { recursive: true, force: true });
  }
}
