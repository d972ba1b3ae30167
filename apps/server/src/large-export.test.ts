import { createDatabase } from '@gongyi/db';
import { createTestDatabase, type TestDatabase } from '@gongyi/db/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Device } from './test/device.ts';
import { openSession, setUp } from './test/people.ts';
import { startTestServer, type TestServer } from './test/test-server.ts';
import { until } from './test/until.ts';

/** More than stands between a server and a browser that reads nothing. */
const ACTIONS = 12_000;
const CHARS = 2_000;

let own: TestDatabase;
let server: TestServer;
let facilitator: Device;
let path: string;
beforeAll(async () => {
  own = await createTestDatabase();
  server = await startTestServer({ databaseUrl: own.connectionString });
  facilitator = await setUp(server);
  const { campaignId, themes } = await openSession(facilitator);
  await using database = createDatabase(own.connectionString);
  // It would take far longer than the rows.
  await database.pool.query('DROP INDEX action_search_idx');
  await database.pool.query(
    `INSERT INTO action (id, campaign_id, theme_id, number, problem, owners, created_at, updated_at)
     SELECT 'action-' || n, $1, $2, n, repeat('问题', $4::int / 2), '{}', now(), now() FROM generate_series(1, $3::int) AS n`,
    [campaignId, themes[0]?.id, ACTIONS, CHARS],
  );
  path = `/api/exports/${campaignId}/agreed-list.csv`;
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await own?.[Symbol.asyncDispose]();
});

/** The connections on which an export waits for its reader. */
async function exportsInDatabase(): Promise<number[]> {
  const { rows } = await own.database.pool.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'`,
  );
  return rows.map(({ pid }) => pid);
}

/** A file of which the beginning is read, and then nothing more. */
async function beginToRead() {
  const { body } = await facilitator.fetch(path);
  const reader = body?.getReader();
  if (reader === undefined) throw new Error('there is no file');
  await reader.read();
  // Between two pages it is at work for a moment.
  let pids: number[] = [];
  await until(async () => {
    pids = await exportsInDatabase();
    expect(pids).toHaveLength(1);
  });
  return { reader, pid: pids[0] };
}

test('a browser that hangs up leaves nothing behind in the database', async () => {
  const { reader } = await beginToRead();
  await reader.cancel();
  await until(async () => expect(await exportsInDatabase()).toEqual([]));
});

test('a database that ends the connection leaves nobody with half a file', async () => {
  const { reader, pid } = await beginToRead();
  await own.database.pool.query('SELECT pg_terminate_backend($1)', [pid]);
  const readOn = async () => {
    while (!(await reader.read()).done);
  };
  await expect(readOn()).rejects.toThrow('terminated');
  expect(await exportsInDatabase()).toEqual([]);
});

test('whoever reads on has all of it', async () => {
  const csv = await (await facilitator.fetch(path)).text();
  const rows = csv.split('\r\n');
  expect(rows).toHaveLength(ACTIONS + 2);
  expect(rows.at(-2)).toMatch(new RegExp(`^"${ACTIONS}",.*-${ACTIONS}"$`));
});
