import { createTestDatabase, type TestDatabase } from '@gongyi/db/testing';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { freePort } from '../test/free-port.ts';
import { hasRedis, startTestRedis } from '../test/start-test-redis.ts';
import { until } from '../test/until.ts';
import { openFanout } from './open-fanout.ts';
import { RedisError } from './redis-fanout.ts';

let own: TestDatabase;
beforeAll(async () => {
  own = await createTestDatabase();
});
afterAll(() => own[Symbol.asyncDispose]());

type Settings = Parameters<typeof openFanout>[0];

async function open(settings: Settings) {
  const warnings: string[] = [];
  const note = (_details: object, message: string) => void warnings.push(message);
  const fanout = await openFanout(settings, own.database.pool, { warn: note, error: note });
  onTestFinished(() => fanout.close());
  return { fanout, warnings };
}

/** Whether what one says reaches the other. */
async function reaches(one: Settings, two: Settings): Promise<void> {
  const [from, to] = [await open(one), await open(two)];
  const heard: string[] = [];
  await to.fanout.subscribe('channel', (payload) => void heard.push(Buffer.from(payload).toString()));
  await until(() => {
    from.fanout.publish('channel', Buffer.from('hello'));
    expect(heard).toContain('hello');
  });
}

async function countFanoutConnections(): Promise<number> {
  const { rows } = await own.database.pool.query<{ count: string }>(
    `SELECT count(*) FROM pg_stat_activity WHERE application_name = 'gongyi fan-out' AND datname = current_database()`,
  );
  return Number(rows[0]?.count);
}

test('over a database of one’s own, servers reach each other', async () => {
  const settings = { redisUrl: null, databaseUrl: own.connectionString };
  await reaches(settings, settings);
  expect(await countFanoutConnections()).toBe(2);
});

test('the embedded database has one server: nobody is reached, and no connection is opened', async () => {
  const { fanout } = await open({ redisUrl: null, databaseUrl: null });
  const heard: Uint8Array[] = [];
  await fanout.subscribe('channel', (payload) => void heard.push(payload));
  fanout.publish('channel', Uint8Array.of(1));
  await until(async () => expect(await countFanoutConnections()).toBe(0));
  expect(heard).toEqual([]);
});

test('a database that passes nothing on keeps no server from starting, and is told of', async () => {
  const databaseUrl = `postgresql://nobody@127.0.0.1:${await freePort()}/gongyi`;
  const { warnings } = await open({ redisUrl: null, databaseUrl });
  expect(warnings.length).toBeGreaterThan(0);
});

test('a Redis that is not there keeps it from starting, in words without its password', async () => {
  const port = await freePort();
  const opening = open({ redisUrl: `redis://:secret@127.0.0.1:${port}`, databaseUrl: own.connectionString });
  await expect(opening).rejects.toThrow(RedisError);
  await expect(opening).rejects.toThrow(`REDIS_URL (127.0.0.1:${port})`);
  await expect(opening).rejects.not.toThrow('secret');
});

test.runIf(hasRedis)('a Redis goes before the database, whichever that is', async () => {
  await using redis = await startTestRedis();
  for (const databaseUrl of [own.connectionString, null]) {
    const { fanout } = await open({ redisUrl: redis.url, databaseUrl });
    expect([await redis.countClients(), await countFanoutConnections()]).toEqual([2, 0]);
    await fanout.close();
    await until(async () => expect(await redis.countClients()).toBe(0));
  }
  await reaches({ redisUrl: redis.url, databaseUrl: null }, { redisUrl: redis.url, databaseUrl: own.connectionString });
});
