import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cheapPasswords } from '@gongyi/api/testing';
import { createTestDatabase } from '@gongyi/db/testing';
import { pino } from 'pino';
import type { Config } from '../config.ts';
import { type Gongyi, type StartOptions, startGongyi } from '../start-gongyi.ts';
import { createDevice, type Device } from './device.ts';

const MIGRATIONS = new URL('../../../../packages/db/prisma/migrations', import.meta.url).pathname;

export type TestServer = {
  readonly gongyi: Gongyi;
  readonly origin: string;
  newDevice(): Device;
  /** Stops, and starts again on the same database and port. */
  restart(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

/**
 * The whole server on a database of its own and a free port, with a page that says no more than its
 * nonce.
 */
export async function startTestServer(
  changes: Partial<Config> = {},
  options: Partial<StartOptions> = {},
): Promise<TestServer> {
  const testDatabase = await createTestDatabase();
  const webDist = await mkdtemp(join(tmpdir(), 'gongyi-web-'));
  await writeFile(join(webDist, 'index.html'), '<!doctype html><meta name="csp-nonce" content="__CSP_NONCE__">');
  const config: Config = {
    port: 0,
    host: '127.0.0.1',
    dataDir: webDist,
    databaseUrl: testDatabase.connectionString,
    redisUrl: null,
    publicUrl: null,
    trustedProxies: [],
    metricsToken: null,
    logLevel: 'silent',
    demo: false,
    ...changes,
  };
  const start = (port: number) =>
    startGongyi(
      { ...config, port },
      {
        logger: pino({ level: 'silent' }),
        webDist,
        migrationsDir: MIGRATIONS,
        passwords: cheapPasswords,
        ...options,
      },
    );

  let gongyi = await start(config.port);
  const origin = gongyi.address;
  return {
    get gongyi() {
      return gongyi;
    },
    origin,
    newDevice: () => createDevice(origin),
    async restart() {
      await gongyi.stop();
      gongyi = await start(Number(new URL(origin).port));
    },
    async [Symbol.asyncDispose]() {
      await gongyi.stop();
      await testDatabase[Symbol.asyncDispose]();
      await rm(webDist, { recursive: true, force: true });
    },
  };
}
