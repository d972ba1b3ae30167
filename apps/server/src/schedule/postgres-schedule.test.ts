import { setImmediate as turn } from 'node:timers/promises';
import type { Job } from '@gongyi/api';
import { SOAK, seededRandom, seedsOf } from '@gongyi/board/testing';
import { createDatabase, type Database } from '@gongyi/db';
import { createEmptyTestDatabase, type TestDatabase } from '@gongyi/db/testing';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { until } from '../test/until.ts';
import { createPostgresSchedule } from './postgres-schedule.ts';

const DAY_MS = 86_400_000;
const EPOCH = Date.parse('2027-01-01T00:00:00Z');

let own: TestDatabase;
beforeAll(async () => {
  own = await createEmptyTestDatabase();
  // What was done is kept in a table that would take it twice.
  await own.database.pool.query(`
    CREATE TABLE chore (id TEXT PRIMARY KEY, due_at TIMESTAMPTZ, every_days INT);
    CREATE TABLE done (chore_id TEXT, server TEXT, at TIMESTAMPTZ)`);
});
afterAll(() => own[Symbol.asyncDispose]());
beforeEach(async () => void (await own.database.pool.query('TRUNCATE chore, done')));

/** A moment in the middle of acting on a row, or between two rows. */
type Moment = 'found' | 'taken' | 'acted';
type AtMoment = (moment: Moment, id: string) => unknown;

/** A job as an issue would write one: rows that are due once, or every so many days. */
function choresOf(server: string, pool: pg.Pool, at: AtMoment): Job {
  return {
    name: 'chores',
    everyMs: 1,
    async findDue(now) {
      const { rows } = await pool.query<{ id: string }>('SELECT id FROM chore WHERE due_at <= $1 ORDER BY due_at, id', [
        now,
      ]);
      if (rows.length > 0) await at('found', '');
      return rows.map(({ id }) => id);
    },
    async settle(id, now) {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        // However many of its days were missed, the next is after now. What is done once has none.
        const { rowCount } = await client.query(
          `UPDATE chore SET due_at = due_at + make_interval(days =>
             every_days * (1 + floor(extract(epoch FROM $2 - due_at) / 86400 / every_days)::int))
           WHERE id = $1 AND due_at <= $2`,
          [id, now],
        );
        await at('taken', id);
        if (rowCount === 1) await client.query('INSERT INTO done VALUES ($1, $2, $3)', [id, server, now]);
        await at('acted', id);
        await client.query('COMMIT');
        client.release();
        return rowCount === 1;
      } catch (error) {
        client.release(error as Error);
        throw error;
      }
    },
  };
}

/** A server of its own, as far as PostgreSQL can tell. */
function openServer(name: string, clock: { now: number }, at: AtMoment = () => undefined, stopWaitsMs?: number) {
  const url = new URL(own.connectionString);
  url.searchParams.set('application_name', name);
  const database: Database = createDatabase(url.href, { poolSize: 4 });
  const warnings: string[] = [];
  const logger = { warn: (_: object, message?: string) => void warnings.push(message ?? '') };
  const schedule = createPostgresSchedule({
    pool: database.pool,
    clock: () => new Date(clock.now),
    logger,
    ...(stopWaitsMs !== undefined && { stopWaitsMs }),
  });
  return {
    name,
    warnings,
    pool: database.pool,
    schedule,
    chores: choresOf(name, database.pool, at),
    async [Symbol.asyncDispose]() {
      await schedule.stop();
      await database.disconnect();
    },
  };
}

/**
 * Ends connections of a server: those that hold a job's lock, the others, or all of them, which is
 * what PostgreSQL sees of a server that is killed.
 */
async function kill(name: string, which: 'lock' | 'rest' | 'all'): Promise<void> {
  await own.database.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = $1 AND ($2 = 'all' OR ($2 = 'lock') =
       EXISTS (SELECT FROM pg_locks WHERE pg_locks.pid = pg_stat_activity.pid AND locktype = 'advisory' AND granted))`,
    [name, which],
  );
}

async function countDone(): Promise<Record<string, number>> {
  const { rows } = await own.database.pool.query<{ id: string; count: number }>(
    'SELECT chore_id AS id, count(*)::int AS count FROM done GROUP BY 1 ORDER BY 1',
  );
  return Object.fromEntries(rows.map(({ id, count }) => [id, count]));
}

async function addChore(id: string, dueAt: number, everyDays: number | null = null): Promise<void> {
  await own.database.pool.query('INSERT INTO chore VALUES ($1, $2, $3)', [id, new Date(dueAt), everyDays]);
}

/** Left by a test that fails as well, or its server could not stop. */
function deferred() {
  let resolve!: () => void;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve, [Symbol.dispose]: resolve };
}

async function nothingIsDue(clock: { now: number }): Promise<void> {
  await until(async () => {
    const { rowCount } = await own.database.pool.query('SELECT FROM chore WHERE due_at <= $1', [new Date(clock.now)]);
    expect(rowCount).toBe(0);
  });
}

test.each(seedsOf(SOAK.isLong ? SOAK.seeds : 4))(
  'of two servers, one acts on each due row once, whatever breaks in the middle (seed %i)',
  async (seed) => {
    const random = seededRandom(seed);
    const clock = { now: EPOCH };
    let [killsLeft, kills] = [0, 0];
    const atMoment = (name: string) => async () => {
      for (let turns = random.below(4); turns > 0; turns--) await turn();
      if (killsLeft === 0 || random.chance(0.7)) return;
      [killsLeft, kills] = [killsLeft - 1, kills + 1];
      await kill(name, random.pick(['lock', 'rest', 'all'] as const));
    };
    await using one = openServer('one', clock, atMoment('one'));
    await using two = openServer('two', clock, atMoment('two'));
    for (const { schedule, chores } of [one, two]) schedule.start(chores);

    const expected: Record<string, number> = {};
    for (let week = 0; week < 4; week++) {
      killsLeft = 2;
      for (let index = 0; index <= random.below(12); index++) {
        // Some are due before the week has passed.
        await addChore(`once, ${week}.${index}`, clock.now + random.below(7) * DAY_MS);
        expected[`once, ${week}.${index}`] = 1;
      }
      const everyDays = 1 + random.below(3);
      await addChore(`repeated, ${week}`, clock.now + DAY_MS, everyDays);
      expected[`repeated, ${week}`] = 0;
      // In no time, as if both servers had been off for a week.
      clock.now += 7 * DAY_MS;
      for (const id of Object.keys(expected)) if (id.startsWith('repeated')) expected[id] = (expected[id] ?? 0) + 1;
      await nothingIsDue(clock);
      expect(await countDone()).toEqual(expected);
    }
    expect(kills).toBeGreaterThan(0);
  },
);

test('one server at a time is at a job; another goes on when its lock is lost, and waits for the row that it is at', async () => {
  const clock = { now: EPOCH };
  await addChore('a', EPOCH);
  await addChore('b', EPOCH);
  const taken = deferred();
  const seen: string[] = [];
  await using one = openServer('one', clock, async (moment, id) => {
    if (moment !== 'taken' || id !== 'a') return;
    taken.resolve();
    await held.promise;
  });
  using held = deferred();
  await using two = openServer('two', clock, (moment, id) => void seen.push(`${moment} ${id}`));
  one.schedule.start(one.chores);
  await taken.promise;
  let others = 0;
  const another: Job = {
    ...two.chores,
    name: 'another',
    async findDue() {
      others++;
      return [];
    },
  };
  two.schedule.start(two.chores);
  two.schedule.start(another);
  // Another job is looked at there meanwhile, again and again.
  await until(() => expect(others).toBeGreaterThan(20));
  expect(seen).toEqual([]);

  await kill('one', 'lock');
  await until(() => expect(seen).toEqual(['found ']));
  held.resolve();
  await nothingIsDue(clock);
  await until(async () => expect(await countDone()).toEqual({ a: 1, b: 1 }));
  const { rows } = await own.database.pool.query("SELECT server FROM done WHERE chore_id = 'a'");
  expect(rows).toEqual([{ server: 'one' }]);
});

test('a row and a job that fail keep no others waiting, are told of once a look, and are tried again', async () => {
  const clock = { now: EPOCH };
  for (const id of ['a', 'b', 'c']) await addChore(id, EPOCH);
  let isBroken = true;
  await using server = openServer('one', clock, (_, id) => {
    if (isBroken && id === 'a') throw new Error('a cannot be done');
  });
  let looks = 0;
  const failing: Job = {
    name: 'failing',
    everyMs: 1,
    findDue: async () => {
      looks++;
      throw new Error('no such table');
    },
    settle: async () => false,
  };
  server.schedule.start(failing);
  server.schedule.start(server.chores);
  await until(async () => expect(await countDone()).toEqual({ b: 1, c: 1 }));
  await until(() => expect(looks).toBeGreaterThan(2));
  await until(() =>
    expect(server.warnings).toEqual(
      expect.arrayContaining(['a job could not be looked at', 'rows could not be acted on']),
    ),
  );
  isBroken = false;
  await until(async () => expect(await countDone()).toEqual({ a: 1, b: 1, c: 1 }));
});

test('stopping waits for the row under way, and begins no other', async () => {
  const clock = { now: EPOCH };
  await addChore('a', EPOCH);
  await addChore('b', EPOCH);
  const taken = deferred();
  await using server = openServer('one', clock, async (moment) => {
    if (moment !== 'taken') return;
    taken.resolve();
    await held.promise;
  });
  using held = deferred();
  server.schedule.start(server.chores);
  await taken.promise;
  let isStopped = false;
  const stopping = server.schedule.stop().then(() => {
    isStopped = true;
  });
  await server.pool.query('SELECT 1');
  expect(isStopped).toBe(false);
  held.resolve();
  await stopping;
  expect(await countDone()).toEqual({ a: 1 });
});

test('a job that never ends keeps no server from stopping, and its lock ends with it', async () => {
  const clock = { now: EPOCH };
  const begun = deferred();
  const hanging: Job = {
    name: 'hanging',
    everyMs: 1,
    findDue() {
      begun.resolve();
      return new Promise(() => undefined);
    },
    settle: async () => false,
  };
  {
    await using server = openServer('one', clock, undefined, 10);
    server.schedule.start(hanging);
    await begun.promise;
    await server.schedule.stop();
    expect(server.warnings).toEqual(['jobs were left behind in the middle']);
  }
  await until(async () => {
    const { rowCount } = await own.database.pool.query(
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'one'",
    );
    expect(rowCount).toBe(0);
  });
});
