import { until } from '@gongyi/domain/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase } from './create-database.ts';
import { createTestDatabase, type TestDatabase } from './test/index.ts';

let own: TestDatabase;
beforeAll(async () => {
  own = await createTestDatabase();
});
afterAll(() => own[Symbol.asyncDispose]());

test('rows written through Prisma are read through the pool', async () => {
  await own.database.prisma.instanceSetting.create({ data: { key: '密钥', value: '值' } });
  const { rows } = await own.database.pool.query('SELECT key, value FROM instance_setting');
  expect(rows).toEqual([{ key: '密钥', value: '值' }]);
});

test('a test database starts empty, and no test file sees rows of another', async () => {
  await own.database.prisma.instanceSetting.upsert({
    where: { key: 'a' },
    create: { key: 'a', value: '' },
    update: {},
  });
  await using other = await createTestDatabase();
  expect(await other.database.prisma.instanceSetting.count()).toBe(0);
});

test('a transaction that throws leaves nothing', async () => {
  const attempt = own.database.prisma.$transaction(async (tx) => {
    await tx.instanceSetting.create({ data: { key: 'rolled back', value: '' } });
    throw new Error('no');
  });
  await expect(attempt).rejects.toThrow('no');
  expect(await own.database.prisma.instanceSetting.count({ where: { key: 'rolled back' } })).toBe(0);
});

test('connections cut by the server are logged and replaced, in use or idle', async () => {
  const messages: string[] = [];
  await using database = createDatabase(own.connectionString, {
    poolSize: 2,
    log: (message) => messages.push(message),
  });
  const pidOf = 'SELECT pg_backend_pid() AS pid';
  const inUse = await database.pool.connect();
  const pids = [await inUse.query<{ pid: number }>(pidOf), await database.pool.query<{ pid: number }>(pidOf)];
  const cut = expect(inUse.query('SELECT pg_sleep(60)')).rejects.toThrow('terminating connection');
  for (const { rows } of pids) await own.database.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
  await cut;
  inUse.release(true);
  await until(() => expect(messages).toContain('an idle database connection broke'));
  expect(await database.prisma.$queryRaw`SELECT 1 AS one`).toEqual([{ one: 1 }]);
});

test('disconnecting twice is one disconnection', async () => {
  const database = createDatabase(own.connectionString);
  await database.prisma.$queryRaw`SELECT 1`;
  await database.disconnect();
  await database.disconnect();
  await expect(database.pool.query('SELECT 1')).rejects.toThrow();
});
