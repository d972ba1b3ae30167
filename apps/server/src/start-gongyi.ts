import { type Api, createApi, type Notifier, type PasswordHasher, scryptPasswords } from '@gongyi/api';
import { applyMigrations, createDatabase, type Database } from '@gongyi/db';
import { startEmbeddedPostgres } from '@gongyi/db/embedded';
import { type Clock, systemClock } from '@gongyi/domain';
import { createSyncServer, type Fanout, type MergeStored, type SyncServer } from '@gongyi/sync';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { closeInReverse } from './close-in-reverse.ts';
import type { Config } from './config.ts';
import { loadDemo } from './demo/load-demo.ts';
import { withDemoLock } from './demo/with-demo-lock.ts';
import { createFanoutNotifier } from './fanout/fanout-notifier.ts';
import { openFanout } from './fanout/open-fanout.ts';
import { createHttpServer } from './http/create-http-server.ts';
import { lanOrigins } from './http/lan-origins.ts';
import { localOrigin } from './http/local-origin.ts';
import { createPostgresSchedule } from './schedule/postgres-schedule.ts';
import { createAuthorise } from './sync/authorise-connection.ts';
import { createDocumentKeeper } from './sync/document-keeper.ts';
import { createPostgresUpdateLog } from './sync/postgres-update-log.ts';
import { createSessionPoints } from './sync/session-points.ts';
import { createThreadedMerge } from './sync/threaded-merge.ts';

export type Gongyi = {
  /** Where a browser on this machine finds it, for example `http://localhost:3000`. */
  readonly address: string;
  readonly lanAddresses: readonly string[];
  /** For `/setup#<token>`; null once there is an administrator. */
  readonly setupToken: string | null;
  /** Without `config.demo`, null. */
  readonly demoJoinCode: string | null;
  /** In words for whoever runs it: a folder, or the host of DATABASE_URL. */
  readonly dataPlace: string;
  /**
   * Lets requests under way finish, writes every document, closes the database. A second call waits
   * for the first.
   */
  stop(): Promise<void>;
};

export type StartOptions = {
  readonly logger: FastifyBaseLogger;
  /** The built pages, and the folder of the migrations. */
  readonly webDist: string;
  readonly migrationsDir: string;
  /** The built `sync/merge-thread.ts`. Left out, snapshots of documents are made in this thread. */
  readonly mergeThread?: URL;
  /** Left out, scrypt: only tests, which make many accounts, give another. */
  readonly passwords?: PasswordHasher;
  /** What time it is for every rule and for all that is stored; left out, the machine's. */
  readonly clock?: Clock;
};

/**
 * The composition root: opens the database, gives every port its implementation, and serves. What
 * was opened before a failure is closed again before the error is thrown.
 */
export async function startGongyi(config: Config, options: StartOptions): Promise<Gongyi> {
  const { logger, webDist, migrationsDir, mergeThread, passwords = scryptPasswords, clock = systemClock } = options;
  const opened: (() => Promise<unknown>)[] = [];
  // Documents that could not be written, say, must not keep the database from being stopped.
  const closeAll = () => closeInReverse(opened);

  try {
    const { connectionString, dataPlace } = await openPostgres(config, logger, opened);
    await applyMigrations(connectionString, migrationsDir);
    const database = createDatabase(connectionString, { log: (message, err) => logger.warn({ err }, message) });
    opened.push(() => database.disconnect());

    const fanout = await openFanout(config, database.pool, logger);
    opened.push(() => fanout.close());
    const notifier = await createFanoutNotifier(fanout);
    opened.push(async () => notifier.close());

    const threaded = mergeThread && createThreadedMerge(mergeThread);
    opened.push(async () => threaded?.close());

    let port = config.port;
    const { api, sync } = await wire({
      database,
      fanout,
      notifier,
      mergeStored: threaded?.merge,
      config,
      logger,
      passwords,
      clock,
      origins: () => lanOrigins(config.host, port),
    });
    opened.push(() => sync.close());

    const { publicUrl, trustedProxies, metricsToken } = config;
    const http = await createHttpServer({ api, sync, logger, clock, webDist, publicUrl, trustedProxies, metricsToken });
    // An HTTP server closes once its last socket has, and documents' sockets are the sync server's
    // to end.
    http.addHook('preClose', () => sync.close());
    opened.push(() => http.close());
    await http.listen({ host: config.host, port: config.port });
    port = portOf(http);

    const schedule = createPostgresSchedule({ pool: database.pool, clock, logger });
    opened.push(() => schedule.stop());
    for (const job of api.jobs) schedule.start(job);

    const demo = config.demo ? await withDemoLock(database.pool, () => loadDemo(api, sync, clock)) : null;
    const setupToken = await api.createSetupToken();
    let stopping: Promise<void> | undefined;
    return {
      address: config.publicUrl ?? localOrigin(config.host, port),
      lanAddresses: lanOrigins(config.host, port),
      setupToken,
      demoJoinCode: demo?.joinCode ?? null,
      dataPlace,
      stop() {
        stopping ??= closeAll();
        return stopping;
      },
    };
  } catch (error) {
    await closeAll().catch((err: unknown) => logger.error({ err }, 'closing after a failed start'));
    throw error;
  }
}

async function openPostgres(config: Config, logger: FastifyBaseLogger, opened: (() => Promise<unknown>)[]) {
  if (config.databaseUrl !== null) {
    return { connectionString: config.databaseUrl, dataPlace: `PostgreSQL at ${new URL(config.databaseUrl).host}` };
  }
  const embedded = await startEmbeddedPostgres({ dataDir: config.dataDir, log: (message) => logger.info(message) });
  opened.push(() => embedded.stop());
  return { connectionString: embedded.connectionString, dataPlace: embedded.clusterDir };
}

/**
 * The API and the sync server ask each other through ports, and each is made first: hence the late
 * binding.
 */
async function wire(parts: {
  readonly database: Database;
  readonly fanout: Fanout;
  readonly notifier: Notifier;
  readonly mergeStored: MergeStored | undefined;
  readonly config: Config;
  readonly logger: FastifyBaseLogger;
  readonly passwords: PasswordHasher;
  readonly clock: Clock;
  readonly origins: () => readonly string[];
}): Promise<{ api: Api; sync: SyncServer }> {
  const { database, fanout, notifier, mergeStored, config, logger, passwords, clock, origins } = parts;
  const log = createPostgresUpdateLog(database.pool);
  let sync: SyncServer;
  const points = createSessionPoints(() => sync);
  const api = await createApi({
    database,
    logger,
    passwords,
    notifier,
    pointReader: points,
    pointWriter: points,
    documentKeeper: createDocumentKeeper(() => sync),
    hallReader: { peopleHere: (sessionId) => sync.peopleHere(sessionId) },
    sessionGate: {
      sessionChanged: (sessionId) => sync.recheckSession(sessionId),
      personChanged: ({ personId }) => sync.recheckPerson(personId),
      signInEnded: (signInId) => sync.recheckSignIn(signInId),
      accessChanged: ({ userId }) => sync.recheckPerson(userId),
    },
    origins,
    publicUrl: config.publicUrl,
    now: clock,
  });
  sync = createSyncServer({
    log,
    fanout,
    logger,
    clock,
    authorise: createAuthorise(api),
    ...(mergeStored && { mergeStored }),
  });
  return { api, sync };
}

function portOf(http: FastifyInstance): number {
  const address = http.server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return address.port;
}
