import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir, readFile, realpath, stat, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { HostFacts, RunMode } from './choose-run-mode.ts';
import { refuse } from './embedded-postgres-error.ts';
import { canEnter } from './probe-host.ts';

/** PostgreSQL reads only data of its own major version. */
const MAJOR_VERSION = '18';

/** Where things lie. Paths are real: no links in them. */
export interface ClusterPlace {
  /**
   * Holds the two below and the log. The data folder, or a folder of the system when that one is
   * closed.
   */
  readonly homeDir: string;
  /** PostgreSQL's own folder. */
  readonly clusterDir: string;
  /**
   * Where a link to `clusterDir` has to be once the data exist; undefined when they are in the data
   * folder itself.
   */
  readonly linkPath?: string;
  /** Undefined on the first start. */
  readonly owner: HostFacts['dataOwner'];
}

/** Finds the data of an earlier start; `owner` is undefined when there are none yet. */
export async function locateCluster(dataDir: string): Promise<ClusterPlace> {
  await mkdir(dataDir, { recursive: true });
  const homeDir = await realpath(dataDir);
  const entry = join(homeDir, 'postgres');
  const found = await lstat(entry).catch(() => undefined);
  if (!found) return { homeDir, clusterDir: entry, owner: undefined };
  const clusterDir = await realpath(entry).catch(() => undefined);
  if (!clusterDir) {
    // Going on would start with an empty database as if nothing had ever been in it.
    throw refuse(
      `${entry} points to a folder that is gone. The data were kept there; put them back, or remove the link to start anew.`,
    );
  }
  const version = await readFile(join(clusterDir, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (version === undefined)
    throw refuse(`${clusterDir} is in the way: it holds no PostgreSQL data. Move it elsewhere.`);
  if (version.trim() !== MAJOR_VERSION) {
    throw refuse(
      `${clusterDir} was written by PostgreSQL ${version.trim()}, and this is ${MAJOR_VERSION}. Dump it with the old version and load it with this one.`,
    );
  }
  const { uid, gid } = await stat(clusterDir);
  return { homeDir: dirname(clusterDir), clusterDir, owner: { uid, gid } };
}

/**
 * Settles where the data go in the chosen mode, before anything is written.
 *
 * An account that cannot enter the data folder gets one under `systemDir`, named after the data
 * folder, and a link to it stays in the data folder so that every later start finds it.
 */
export async function settleCluster(place: ClusterPlace, mode: RunMode, systemDir: string): Promise<ClusterPlace> {
  if (mode.kind !== 'switched' || canEnter(place.homeDir, mode.account)) return place;
  if (place.owner) {
    throw refuse(
      `account ${mode.account.name ?? mode.account.uid} must run it but cannot enter ${place.homeDir}, where its data are. Open the folders above it (chmod o+x).`,
    );
  }
  const hash = createHash('sha256').update(place.homeDir).digest('hex').slice(0, 16);
  const homeDir = join(systemDir, hash);
  await mkdir(homeDir, { recursive: true });
  // Said twice, because a strict umask takes from what mkdir is told. Entering is all that others
  // may.
  for (const dir of [systemDir, homeDir]) await chmod(dir, 0o711);
  if (!canEnter(homeDir, mode.account))
    throw refuse(`account ${mode.account.name ?? mode.account.uid} cannot enter ${homeDir}.`);
  return { homeDir, clusterDir: join(homeDir, 'postgres'), linkPath: place.clusterDir, owner: undefined };
}

/**
 * Leaves the link, now that there is something to point to: a link to nothing would be taken for
 * lost data.
 */
export async function linkCluster({ clusterDir, linkPath }: ClusterPlace): Promise<void> {
  if (linkPath === undefined) return;
  await symlink(clusterDir, linkPath).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}
