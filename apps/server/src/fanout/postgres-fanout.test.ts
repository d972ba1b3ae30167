import { createTestDatabase, type TestDatabase } from '@gongyi/db/testing';
import type { SyncLogger } from '@gongyi/sync';
import { describeFanout } from '@gongyi/sync/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFanoutNodes, type FanoutNodes } from '../test/fanout-nodes.ts';
import { startTcpRelay } from '../test/tcp-relay.ts';
import { until } from '../test/until.ts';
import { createPostgresFanout } from './postgres-fanout.ts';
import { readInstallationId } from './read-installation-id.ts';

let own: TestDatabase;
beforeAll(async () => {
  own = await createTestDatabase();
});
afterAll(() => own[Symbol.asyncDispose]());

const silent: SyncLogger = { warn: () => undefined, error: () => undefined };

/** Nodes on a database, each through a wire that can be cut. */
function createHarness({ connectionString } = own): FanoutNodes {
  const url = new URL(connectionString);
  const folder = url.searchParams.get('host');
  const port = Number(url.port || 5432);
  const target = folder?.startsWith('/') ? { path: `${folder}/.s.PGSQL.${port}` } : { host: url.hostname, port };
  url.searchParams.delete('host');
  url.hostname = '127.0.0.1';
  return createFanoutNodes(
    () => startTcpRelay(target),
    async (relay, timing) => {
      url.port = String(relay.port);
      const fanout = createPostgresFanout({ connectionString: url.toString(), logger: silent, timing });
      await fanout.opened;
      return fanout;
    },
  );
}

describeFanout('the PostgreSQL fan-out', async () => createHarness());

const text = (payload: Uint8Array) => new TextDecoder().decode(payload);
const utf8 = (words: string) => new TextEncoder().encode(words);

function backends({ database } = own) {
  return database.pool
    .query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE application_name = 'gongyi fan-out' AND datname = current_database()`,
    )
    .then(({ rows }) => rows.map(({ pid }) => pid));
}

function storedPayloads() {
  return own.database.pool.query('SELECT id FROM fanout_payload').then(({ rows }) => rows.length);
}

describe('over PostgreSQL', () => {
  test('a link that is dead, though nobody ended it, is found and replaced, and its backend ended', async () => {
    await using empty = await createTestDatabase();
    await using harness = createHarness(empty);
    const node = await harness.newNode({ heartbeatMs: 20, echoTimeoutMs: 100, openTimeoutMs: 500 });
    const before = await backends(empty);
    const gap = new Promise<void>((resolve) => node.onGap(resolve));
    // That of now stays silent, and new ones pass.
    harness.relayOf(node).freeze();
    harness.relayOf(node).mend();
    await gap;
    const after = await backends(empty);
    expect([before.length, after.length]).toEqual([1, 1]);
    expect(after).not.toEqual(before);
  });

  test('its connections may be ended again and again while people work; in the end everybody hears everybody', async () => {
    await using harness = createHarness();
    const [a, b] = [await harness.newNode(), await harness.newNode()];
    const heard: string[] = [];
    await b.subscribe('x', (payload) => heard.push(text(payload)));
    let gaps = 0;
    b.onGap(() => {
      gaps++;
    });
    for (let round = 0; round < 10; round++) {
      const seen = gaps;
      for (let n = 0; n < 50; n++) a.publish('x', utf8(`${round * 100 + n}`));
      for (const pid of await backends()) await own.database.pool.query('SELECT pg_terminate_backend($1)', [pid]);
      await until(() => expect(gaps).toBeGreaterThan(seen));
    }
    // A gap may have been told of an earlier round: then b is not listening again yet.
    await until(() => {
      a.publish('x', utf8('end'));
      expect(heard.at(-1)).toBe('end');
    });
    const numbers = heard.filter((text) => text !== 'end').map(Number);
    expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
  });

  test('large payloads are deleted once they are old', async () => {
    await using harness = createHarness();
    await own.database.pool.query(
      `INSERT INTO fanout_payload (payload, created_at) VALUES ('old', now() - interval '2 minutes')`,
    );
    const [a, b] = [await harness.newNode(), await harness.newNode()];
    const heard: number[] = [];
    await b.subscribe('x', ({ length }) => heard.push(length));
    a.publish('x', new Uint8Array(20_000));
    await until(() => expect(heard).toEqual([20_000]));
    const { rows } = await own.database.pool.query(`SELECT id FROM fanout_payload WHERE payload = 'old'`);
    expect(rows).toEqual([]);
    expect(await storedPayloads()).toBeGreaterThan(0);
  });

  test('a large payload that is gone before it was read is a gap, and what follows is heard', async () => {
    await using harness = createHarness();
    const [a, b] = [await harness.newNode(), await harness.newNode()];
    await own.database.pool.query(`
      CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
      CREATE TRIGGER forget BEFORE INSERT ON fanout_payload FOR EACH ROW EXECUTE FUNCTION forget()`);
    const heard: string[] = [];
    await b.subscribe('x', (payload) => heard.push(text(payload)));
    let gaps = 0;
    b.onGap(() => {
      gaps += 1;
    });
    a.publish('x', new Uint8Array(20_000));
    a.publish('x', utf8('small'));
    await until(() => expect(gaps).toBe(1));
    await until(() => expect(heard).toEqual(['small']));
    await own.database.pool.query('DROP FUNCTION forget CASCADE');
  });

  test('a role without privileges can tell installations apart', async () => {
    const client = await own.database.pool.connect();
    try {
      const installationId = await readInstallationId(client);
      await client.query('BEGIN');
      await client.query(`CREATE ROLE plain_${process.pid}`);
      await client.query(`SET LOCAL ROLE plain_${process.pid}`);
      expect(await readInstallationId(client)).toBe(installationId);
      await client.query('ROLLBACK');
    } finally {
      client.release();
    }
    await using other = await createTestDatabase();
    expect(await readInstallationId(other.database.pool)).not.toBe(await readInstallationId(own.database.pool));
  });
});
