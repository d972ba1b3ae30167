import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmod, lstat, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '@gongyi/domain/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EmbeddedPostgresOptions, startEmbeddedPostgres } from './index.ts';
import { canEnter, canRun } from './probe-host.ts';
import { packServerProcess, spawnServerProcess } from './test/spawn-server-process.ts';

const isRoot = process.getuid?.() === 0;
const nobody = { name: 'nobody', uid: 65534, gid: 65534 };

let program: string;
let pristine: Awaited<ReturnType<typeof createFolder>>;
beforeAll(async () => {
  program = await packServerProcess();
  pristine = await createFolder();
  await (await startEmbeddedPostgres(pristine)).stop();
});
afterAll(async () => {
  await pristine[Symbol.asyncDispose]();
  await rm(program);
});

/** A folder that is closed to others, as mkdtemp makes it, unless `mode` says otherwise. */
async function createFolder(mode = 0o700) {
  const dir = await mkdtemp(join(tmpdir(), 'gongyi-embedded-'));
  await chmod(dir, mode);
  return {
    dir,
    dataDir: join(dir, 'data'),
    systemDir: join(dir, 'system'),
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true }),
  };
}

/**
 * A folder with the data of a server that was started once and stopped: a copy, owners and all.
 * Making such data anew takes seconds of work, so only the tests of a first start do.
 */
async function createStartedFolder(mode = 0o700) {
  const folder = await createFolder(mode);
  const data = await lstat(join(pristine.dataDir, 'postgres'));
  // Where root may use no namespaces the data of a closed folder lie elsewhere, and belong to that
  // folder alone.
  if (data.isSymbolicLink()) await (await startEmbeddedPostgres(folder)).stop();
  else execFileSync('cp', ['-a', pristine.dataDir, folder.dataDir]);
  return folder;
}

async function query(connectionString: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A living process that has nothing to do with PostgreSQL. */
function spawnStranger() {
  const child = spawn('/bin/cat', { stdio: ['pipe', 'ignore', 'ignore'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    pid: child.pid ?? 0,
    [Symbol.asyncDispose]: () => {
      child.stdin.end();
      return ended;
    },
  };
}

/** A process that has ended but was not collected by its parent counts as gone. */
function isAlive(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.startsWith('Z');
}

describe('a PostgreSQL of its own', () => {
  test('starts in a closed folder, keeps what was written, and is gone after stop', async () => {
    await using folder = await createStartedFolder();
    const first = await startEmbeddedPostgres(folder);
    await query(first.connectionString, `CREATE TABLE t AS SELECT '优环境，促发展' AS words`);
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    await using second = await startEmbeddedPostgres(folder);
    expect(await query(second.connectionString, 'SELECT words FROM t')).toEqual([{ words: '优环境，促发展' }]);
  });

  test('is durable, speaks UTF-8 without the system’s locales, and listens on a private socket only', async () => {
    await using folder = await createStartedFolder();
    await using postgres = await startEmbeddedPostgres(folder);
    const [settings] = await query(
      postgres.connectionString,
      `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
              current_setting('full_page_writes') AS pages, current_setting('listen_addresses') AS tcp,
              current_setting('server_encoding') AS encoding, upper('é') AS upper,
              current_setting('unix_socket_directories') AS sockets`,
    );
    const { sockets, ...rest } = settings ?? {};
    expect(rest).toEqual({ fsync: 'on', commit: 'on', pages: 'on', tcp: '', encoding: 'UTF8', upper: 'É' });
    const socketDir = String(sockets).replaceAll('"', '');
    expect((await stat(socketDir)).mode & 0o777).toBe(0o700);
    expect((await stat(postgres.clusterDir)).mode & 0o777).toBe(0o700);
  });

  test('works below a path with blanks, commas, quotes and Chinese, too long for a socket', async () => {
    await using folder = await createFolder();
    const dataDir = join(folder.dir, '数据 "a", b\' %41', '很长的路径'.repeat(6));
    await using postgres = await startEmbeddedPostgres({ ...folder, dataDir });
    expect(await query(postgres.connectionString, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(postgres.clusterDir.startsWith(folder.dir)).toBe(true);
  });

  test('refuses a second server on the same data, and the first goes on', async () => {
    await using folder = await createStartedFolder();
    await using first = await startEmbeddedPostgres(folder);
    await expect(startEmbeddedPostgres(folder)).rejects.toThrow('another server is running');
    expect(await query(first.connectionString, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('of two that start at once on a fresh folder, one serves and the other says why not', async () => {
    await using folder = await createFolder();
    const results = await Promise.allSettled([startEmbeddedPostgres(folder), startEmbeddedPostgres(folder)]);
    const served = results.filter((result) => result.status === 'fulfilled');
    const refused = results.filter((result) => result.status === 'rejected');
    expect(served).toHaveLength(1);
    expect(refused.map(({ reason }) => String(reason))).toEqual([expect.stringContaining('another server is running')]);
    for (const { value } of served) {
      expect(await query(value.connectionString, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      await value.stop();
    }
  });

  test('is started again when it dies, with what was committed', async () => {
    await using folder = await createStartedFolder();
    await using postgres = await startEmbeddedPostgres(folder);
    await query(postgres.connectionString, 'CREATE TABLE t AS SELECT 7 AS n');
    const before = postgres.pid;
    process.kill(before, 'SIGKILL');
    await until(() => expect(postgres.pid).not.toBe(before));
    expect(await query(postgres.connectionString, 'SELECT n FROM t')).toEqual([{ n: 7 }]);
  });

  test('refuses a folder with something else in it, naming DATABASE_URL', async () => {
    await using folder = await createStartedFolder();
    await rm(join(folder.dataDir, 'postgres', 'PG_VERSION'));
    await expect(startEmbeddedPostgres(folder)).rejects.toThrow(/in the way.*DATABASE_URL/);
  });

  test('says why when there is no way, naming DATABASE_URL', async () => {
    await using folder = await createFolder();
    const overrideFacts = { uid: 0, mappable: undefined, switchable: undefined };
    await expect(startEmbeddedPostgres({ ...folder, overrideFacts })).rejects.toThrow(/root.*DATABASE_URL/);
  });
});

describe('after an end without farewell', () => {
  test('kill -9 of the server: the next one takes the running PostgreSQL over, and stops it', async () => {
    await using folder = await createStartedFolder();
    const server = spawnServerProcess(program, [folder.dataDir, folder.systemDir]);
    const { connectionString, pid } = await server.next();
    await query(String(connectionString), 'CREATE TABLE t AS SELECT 7 AS n');
    server.child.kill('SIGKILL');
    await server.ended;
    const next = await startEmbeddedPostgres(folder);
    expect([next.mode, next.pid]).toEqual(['adopted', pid]);
    expect(await query(next.connectionString, 'SELECT n FROM t')).toEqual([{ n: 7 }]);
    await next.stop();
    expect(isAlive(Number(pid))).toBe(false);
  });

  test('kill -9 of both: the next start recovers', async () => {
    await using folder = await createStartedFolder();
    const server = spawnServerProcess(program, [folder.dataDir, folder.systemDir]);
    const { connectionString, pid } = await server.next();
    await query(String(connectionString), 'CREATE TABLE t AS SELECT 7 AS n');
    server.child.kill('SIGKILL');
    process.kill(Number(pid), 'SIGKILL');
    await server.ended;
    await using next = await startEmbeddedPostgres(folder);
    expect(await query(next.connectionString, 'SELECT n FROM t')).toEqual([{ n: 7 }]);
  });

  test('a pid file that now names an unrelated process does not keep it from starting', async () => {
    await using folder = await createStartedFolder();
    const first = await startEmbeddedPostgres(folder);
    const pidFile = join(first.clusterDir, 'postmaster.pid');
    const text = await readFile(pidFile, 'utf8');
    await first.stop();
    await using stranger = spawnStranger();
    await writeFile(pidFile, text.replace(/^\d+/, String(stranger.pid)), { mode: 0o600 });
    await using next = await startEmbeddedPostgres(folder);
    expect(next.mode).not.toBe('adopted');
    expect(isAlive(stranger.pid)).toBe(true);
  });

  test('Ctrl-C in the terminal reaches the server, not its PostgreSQL', async () => {
    await using folder = await createStartedFolder();
    const server = spawnServerProcess(program, [folder.dataDir, folder.systemDir]);
    const { connectionString, pid } = await server.next();
    process.kill(-(server.child.pid ?? 0), 'SIGINT');
    expect(await server.next()).toEqual({ interrupted: true });
    expect(await query(String(connectionString), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    server.child.kill('SIGTERM');
    expect(await server.next()).toEqual({ stopped: true });
    expect(isAlive(Number(pid))).toBe(false);
    server.child.kill('SIGKILL');
    await server.ended;
  });
});

describe.runIf(isRoot)('as root', () => {
  const withoutNamespaces: Pick<EmbeddedPostgresOptions, 'overrideFacts'> = { overrideFacts: { mappable: undefined } };

  test('without user namespaces, in an open folder: as another account, data in their place', async () => {
    await using folder = await createFolder(0o711);
    await mkdir(folder.dataDir);
    await chmod(folder.dataDir, 0o711);
    const first = await startEmbeddedPostgres({ ...folder, ...withoutNamespaces });
    expect(first.mode).toBe('switched');
    expect(first.clusterDir).toBe(join(folder.dataDir, 'postgres'));
    const { uid } = await stat(first.clusterDir);
    expect(uid).not.toBe(0);
    await query(first.connectionString, 'CREATE TABLE t AS SELECT 7 AS n');
    await first.stop();
    // On a machine that allows namespaces, too: the data stay with the account that they belong to.
    await using second = await startEmbeddedPostgres(folder);
    expect(second.mode).toBe('switched');
    expect(await query(second.connectionString, 'SELECT n FROM t')).toEqual([{ n: 7 }]);
  });

  test('without user namespaces, in a closed folder: data and binaries in the system’s, found again through a link', async () => {
    await using closed = await createFolder(0o700);
    await using system = await createFolder(0o711);
    const options = { dataDir: closed.dataDir, systemDir: system.systemDir, ...withoutNamespaces };
    const messages: string[] = [];
    const first = await startEmbeddedPostgres({ ...options, log: (message) => messages.push(message) });
    expect(messages).toEqual([expect.stringContaining(system.systemDir)]);
    expect(first.clusterDir.startsWith(system.systemDir)).toBe(true);
    await query(first.connectionString, 'CREATE TABLE t AS SELECT 7 AS n');
    await first.stop();
    const second = await startEmbeddedPostgres(options);
    expect(await query(second.connectionString, 'SELECT n FROM t')).toEqual([{ n: 7 }]);
    await second.stop();
    // Lost data are never replaced by an empty database in silence.
    await rm(second.clusterDir, { recursive: true });
    await expect(startEmbeddedPostgres(options)).rejects.toThrow('points to a folder that is gone');
  });

  test('kill -9 without user namespaces: the next one takes it over', async () => {
    await using folder = await createStartedFolder(0o711);
    // The data of another account are run as that account, whatever the machine allows.
    execFileSync('chown', ['-R', `${nobody.uid}:${nobody.gid}`, join(folder.dataDir, 'postgres')]);
    await chmod(folder.dataDir, 0o711);
    const server = spawnServerProcess(program, [folder.dataDir, folder.systemDir]);
    const { pid, mode } = await server.next();
    expect(mode).toBe('switched');
    server.child.kill('SIGKILL');
    await server.ended;
    await using next = await startEmbeddedPostgres(folder);
    expect([next.mode, next.pid]).toEqual(['adopted', pid]);
  });
});

describe.runIf(isRoot)('as an ordinary account', () => {
  test('that no account list knows: borrows one in a user namespace', async (context) => {
    const stranger = { uid: 54321, gid: 54321 };
    context.skip(!canEnter(join(program, '..'), stranger), 'the checkout is closed to others');
    context.skip(!canRun(process.execPath, stranger), 'node is closed to others');
    const map = spawnSync('unshare', ['--user', '--map-user=65534', '--', '/bin/true'], stranger);
    context.skip(map.status !== 0, 'user namespaces are not allowed here');
    await using folder = await createFolder(0o777);
    const server = spawnServerProcess(program, [folder.dataDir], stranger);
    expect(await server.next()).toMatchObject({ mode: 'mapped', uid: stranger.uid });
    expect((await stat(join(folder.dataDir, 'postgres'))).uid).toBe(stranger.uid);
    server.child.kill('SIGTERM');
    expect(await server.next()).toEqual({ stopped: true });
    server.child.kill('SIGKILL');
    await server.ended;
  });

  test('runs directly; root then goes on with the same data as that account', async (context) => {
    context.skip(
      !canEnter(join(program, '..'), nobody) || !canRun(process.execPath, nobody),
      'the checkout is closed to others',
    );
    await using folder = await createFolder(0o777);
    const server = spawnServerProcess(program, [folder.dataDir], nobody);
    const { connectionString, mode, uid } = await server.next();
    expect([mode, uid]).toEqual(['direct', nobody.uid]);
    await query(String(connectionString), 'CREATE TABLE t AS SELECT 7 AS n');
    server.child.kill('SIGTERM');
    expect(await server.next()).toEqual({ stopped: true });
    server.child.kill('SIGKILL');
    await server.ended;
    await using later = await startEmbeddedPostgres(folder);
    expect(later.mode).toBe('switched');
    expect(await query(later.connectionString, 'SELECT n FROM t')).toEqual([{ n: 7 }]);
  });
});
