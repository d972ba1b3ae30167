import { createHash } from 'node:crypto';
import { chmod, chown, lstat, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refuse } from './embedded-postgres-error.ts';

/**
 * macOS has room for 104 bytes in a socket's address, Linux for 108, one of them for the closing
 * zero.
 */
const SOCKET_PATH_MAX_BYTES = 103;

/** PostgreSQL names the socket after its port, which means nothing else here. */
export const SOCKET_PORT = 5432;

export const SOCKET_NAME = `.s.PGSQL.${SOCKET_PORT}`;

/**
 * Where the socket goes: beside the data or, when that path is too long for a socket's address, in
 * a folder of the system's temporary folder that is named after it. The same for every start on the
 * same data.
 */
export function chooseSocketDir(homeDir: string, temporaryDirs: readonly string[] = [tmpdir(), '/tmp']): string {
  const hash = createHash('sha256').update(homeDir).digest('hex').slice(0, 16);
  const candidates = [join(homeDir, 'postgres-socket'), ...temporaryDirs.map((dir) => join(dir, `gongyi-${hash}`))];
  const fitting = candidates.find((dir) => Buffer.byteLength(join(dir, SOCKET_NAME)) <= SOCKET_PATH_MAX_BYTES);
  if (!fitting) throw refuse('no folder has a path short enough for a socket.');
  return fitting;
}

/**
 * Makes the folder, private to `owner`.
 *
 * It is the only door to the database, and there is no password on it: a folder that was made by
 * somebody else, or that others can enter, is refused.
 */
export async function ensureSocketDir(dir: string, owner: { uid: number; gid: number }): Promise<void> {
  const self = process.getuid?.() ?? owner.uid;
  await mkdir(dir, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  const found = await lstat(dir);
  if (!found.isDirectory() || (found.uid !== self && found.uid !== owner.uid)) {
    throw refuse(`${dir} is needed for its socket, but belongs to somebody else. Remove it.`);
  }
  if ((found.mode & 0o777) !== 0o700) await chmod(dir, 0o700);
  if (found.uid !== owner.uid) await chown(dir, owner.uid, owner.gid);
}
