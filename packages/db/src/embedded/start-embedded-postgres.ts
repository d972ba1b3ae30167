import { existsSync } from 'node:fs';
import { rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { chooseRunMode, type HostFacts, type RunMode } from './choose-run-mode.ts';
import { connectForMaintenance, connectionStringFor } from './connection.ts';
import { EmbeddedPostgresError, refuse } from './embedded-postgres-error.ts';
import { type Binaries, copyBinaries, findBinaries, hydrateBinaries } from './find-binaries.ts';
import { initCluster } from './init-cluster.ts';
import { type ClusterPlace, linkCluster, locateCluster, settleCluster } from './locate-cluster.ts';
import { type LogFile, openLogFile } from './log-file.ts';
import { findPostmaster, type Postmaster, signalPostmaster, spawnPostmaster } from './postmaster.ts';
import { canRun, probeHost } from './probe-host.ts';
import { chooseSocketDir, ensureSocketDir } from './socket-dir.ts';

export interface EmbeddedPostgresOptions {
  /** Made when absent. PostgreSQL's files go into its sub-folder `postgres`, its log beside it. */
  dataDir: string;
  /** For people who run the server: what was done that they might want to know. */
  log?: (message: string) => void;
  /**
   * Where data and binaries go when we are root, cannot use a user namespace and the data folder is
   * closed to others.
   */
  systemDir?: string;
  /** Replaces what was found out about the machine; for tests. */
  overrideFacts?: Partial<HostFacts>;
}

export interface EmbeddedPostgres {
  /**
   * For the application's database, over the private socket. Any number of connections up to 100.
   */
  readonly connectionString: string;
  /** Where PostgreSQL's files really are. */
  readonly clusterDir: string;
  readonly logPath: string;
  readonly mode: RunMode['kind'] | 'adopted';
  /** Of PostgreSQL's first process, as of now. */
  readonly pid: number;
  /**
   * Ends connections, writes everything out, waits until PostgreSQL is gone. A second call waits
   * for the first.
   */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const DEFAULT_SYSTEM_DIR = '/var/lib/gongyi';

const APPLICATION_DATABASE = 'gongyi';
/** Recovery after a crash reads up to a gigabyte of log before the first connection is let in. */
const READY_TIMEOUT_MS = 180_000;
const READY_POLL_MS = { first: 10, last: 200 };
const START_ATTEMPTS = 4;
const START_PAUSE_MS = 300;
/** A killed server's connection, and with it its hold on the data, is gone a moment later. */
const OWNERSHIP_TIMEOUT_MS = 2_000;
const STOP_TIMEOUT_MS = 30_000;
const STOP_POLL_MS = 10;
const REOPEN_PAUSE_MS = 1_000;
/** Any number that nothing else locks in the maintenance database. */
const OWNERSHIP_LOCK_KEY = 7_406_310_551;

/** A PostgreSQL that answers, and the connection by which we own it. */
interface Holding {
  readonly postmaster: Postmaster;
  readonly client: pg.Client;
  readonly mode: EmbeddedPostgres['mode'];
}

/**
 * Starts PostgreSQL on `dataDir`, or takes over the one that a killed server left running there.
 *
 * It runs in a session of its own and survives us: only `stop` ends it. Should it die while we
 * live, it is started again, and connections in use fail meanwhile. One server per data folder: the
 * second gets an error.
 *
 * @throws EmbeddedPostgresError with one message for whoever runs the server
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const report = options.log ?? (() => undefined);
  try {
    return await start(options, report);
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error;
    throw refuse(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

async function start(options: EmbeddedPostgresOptions, report: (message: string) => void): Promise<EmbeddedPostgres> {
  const { place, prepared } = await prepare(options, report);
  const socketDir = chooseSocketDir(place.homeDir);
  const owner = prepared.mode.kind === 'switched' ? prepared.mode.account : undefined;
  const log = await openLogFile(join(place.homeDir, 'postgres.log'), owner);
  let holding: Holding;
  try {
    holding = await open(place, socketDir, prepared, log, options.dataDir);
  } catch (error) {
    await log.close();
    throw error;
  }

  let stopping: Promise<void> | undefined;
  let reopening: Promise<void> = Promise.resolve();
  const reopen = async () => {
    while (!stopping) {
      try {
        holding = await open(place, socketDir, prepared, log, options.dataDir);
        report('PostgreSQL runs again');
        return watch();
      } catch (error) {
        report(`PostgreSQL could not be started again: ${error instanceof Error ? error.message : String(error)}`);
        await delay(REOPEN_PAUSE_MS);
      }
    }
  };
  // The connection ends when PostgreSQL does, and also when it resets itself after one of its
  // processes crashed.
  const watch = () => {
    holding.client.once('end', () => {
      if (stopping) return;
      report(`PostgreSQL went away (its log: ${log.path}); starting it again`);
      reopening = reopen();
    });
  };
  watch();

  const stop = () => {
    // The socket's folder may be one of the temporary folder's, which nobody else would clear away.
    stopping ??= reopening
      .then(() => stopPostmaster(holding, report))
      .finally(() => log.close())
      .then(() => rmdir(socketDir).catch(() => undefined));
    return stopping;
  };
  return {
    connectionString: connectionStringFor(socketDir, APPLICATION_DATABASE),
    clusterDir: place.clusterDir,
    logPath: log.path,
    mode: holding.mode,
    get pid() {
      return holding.postmaster.pid;
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

interface Prepared {
  readonly mode: RunMode;
  readonly binaries: Binaries;
}

/** Settles how and where, and writes nothing but the folders that this needs. */
async function prepare(
  { dataDir, systemDir = DEFAULT_SYSTEM_DIR, overrideFacts }: EmbeddedPostgresOptions,
  report: (message: string) => void,
): Promise<{ place: ClusterPlace; prepared: Prepared }> {
  if (process.platform === 'win32') throw refuse('it runs on Linux and macOS only.');
  const found = await locateCluster(dataDir);
  const mode = chooseRunMode({ ...probeHost(found.owner), ...overrideFacts });
  if (mode.kind === 'impossible') throw refuse(mode.reason);
  const place = await settleCluster(found, mode, systemDir);
  if (place.linkPath && !existsSync(place.linkPath)) {
    report(
      `${dataDir} is closed to other accounts, and PostgreSQL does not run as root: its data go to ${place.homeDir}`,
    );
  }
  return { place, prepared: { mode, binaries: await readyBinaries(mode, place, systemDir) } };
}

/** Where they are if the mode can use them there, else a copy that it can use. */
async function readyBinaries(mode: RunMode, place: ClusterPlace, systemDir: string): Promise<Binaries> {
  const binaries = await findBinaries();
  const writable = await hydrateBinaries(binaries).then(
    () => true,
    () => false,
  );
  if (mode.kind === 'switched') {
    return writable && canRun(binaries.postgres, mode.account) ? binaries : copyBinaries(binaries, systemDir);
  }
  // Installed by another account: the missing links cannot be made there.
  return writable ? binaries : copyBinaries(binaries, place.homeDir);
}

/** Finds or starts PostgreSQL, waits until it answers, and becomes its one owner. */
async function open(
  place: ClusterPlace,
  socketDir: string,
  { mode, binaries }: Prepared,
  log: LogFile,
  dataDir: string,
): Promise<Holding> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  for (let attempt = 1; ; attempt += 1) {
    let postmaster = await findPostmaster(place.clusterDir);
    if (!postmaster) {
      await initCluster(place.clusterDir, binaries, mode, log);
      await linkCluster(place);
      await ensureSocketDir(socketDir, await stat(place.clusterDir));
      postmaster = await spawnPostmaster(place.clusterDir, socketDir, binaries, mode, log);
    }
    const client = await connectWhenReady(postmaster, socketDir, deadline, log);
    if (!client) {
      // It ended. An adopted one was being stopped; a new one lost against another start, or found
      // processes of a killed one that had not noticed yet: each is gone at another look.
      if (attempt === START_ATTEMPTS) throw refuse(`PostgreSQL ended at once. ${await log.tail()}`);
      await delay(START_PAUSE_MS);
      continue;
    }
    try {
      await takeOwnership(client, dataDir);
      await ensureApplicationDatabase(client);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    return { postmaster, client, mode: postmaster.adopted ? 'adopted' : mode.kind };
  }
}

/** A connection, or undefined when PostgreSQL ended before there was one. */
async function connectWhenReady(
  postmaster: Postmaster,
  socketDir: string,
  deadline: number,
  log: LogFile,
): Promise<pg.Client | undefined> {
  let pauseMs = READY_POLL_MS.first;
  while (postmaster.isRunning()) {
    try {
      return await connectForMaintenance(socketDir);
    } catch (error) {
      if (Date.now() > deadline) {
        const why = error instanceof Error ? error.message : String(error);
        throw refuse(`PostgreSQL did not answer within ${READY_TIMEOUT_MS / 1000} s (${why}). ${await log.tail()}`);
      }
    }
    await delay(pauseMs);
    pauseMs = Math.min(pauseMs * 1.5, READY_POLL_MS.last);
  }
  return undefined;
}

/** Held by the connection: it ends with our process, however that ends. */
async function takeOwnership(client: pg.Client, dataDir: string): Promise<void> {
  const deadline = Date.now() + OWNERSHIP_TIMEOUT_MS;
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [
      OWNERSHIP_LOCK_KEY,
    ]);
    if (rows[0]?.taken) return;
    if (Date.now() > deadline) {
      throw refuse(`another server is running on ${dataDir}. Stop it first, or choose another DATA_DIR.`);
    }
    await delay(READY_POLL_MS.last);
  }
}

async function ensureApplicationDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [APPLICATION_DATABASE]);
  if (rowCount === 0) await client.query(`CREATE DATABASE ${APPLICATION_DATABASE}`);
}

async function stopPostmaster({ postmaster, client }: Holding, report: (message: string) => void): Promise<void> {
  // Fast shutdown: open transactions are rolled back, everything committed is written out.
  if (!(await endedAfter(postmaster, 'SIGINT'))) {
    report(`PostgreSQL did not stop within ${STOP_TIMEOUT_MS / 1000} s; ending it at once, the next start recovers`);
    await endedAfter(postmaster, 'SIGQUIT');
  }
  // Held until now, so that no other server starts on data that are still being written out.
  await client.end().catch(() => undefined);
}

async function endedAfter(postmaster: Postmaster, signal: 'SIGINT' | 'SIGQUIT'): Promise<boolean> {
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  if (postmaster.isRunning()) signalPostmaster(postmaster, signal);
  while (postmaster.isRunning() && Date.now() < deadline) await delay(STOP_POLL_MS);
  return !postmaster.isRunning();
}
