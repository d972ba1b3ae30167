import { once } from 'node:events';
import { addPoint, readPoints } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { createTestDatabase, type TestDatabase } from '@gongyi/db/testing';
import { CLOSE_CODES } from '@gongyi/domain';
import pg from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { openDocument } from './test/open-document.ts';
import { openSession, setUp, signIn } from './test/people.ts';
import { startTestServer, type TestServer } from './test/test-server.ts';
import { until } from './test/until.ts';

let own: TestDatabase;
beforeAll(async () => {
  own = await createTestDatabase();
});
afterAll(() => own[Symbol.asyncDispose]());

/** Connections to the database that are not the test's own. */
async function connections(): Promise<number> {
  const { pool } = own.database;
  const { rows } = await pool.query<{ count: string }>(
    'SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()',
  );
  return Number(rows[0]?.count) - pool.totalCount;
}

/** Lets nothing be appended to the log, until the function is called that it gives. */
async function holdAppends(): Promise<() => Promise<void>> {
  const holder = await own.database.pool.connect();
  await holder.query('BEGIN');
  await holder.query('LOCK TABLE doc_update IN EXCLUSIVE MODE');
  return async () => {
    await holder.query('COMMIT');
    holder.release();
  };
}

async function appendsWaiting(): Promise<number> {
  const { rows } = await own.database.pool.query<{ count: string }>(
    `SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'doc_update'::regclass`,
  );
  return Number(rows[0]?.count);
}

async function isListening({ origin }: TestServer): Promise<boolean> {
  return fetch(`${origin}/healthz`, { headers: { connection: 'close' } }).then(
    () => true,
    () => false,
  );
}

/**
 * Those of the intervals that `start` began which nobody has ended, also when it fails; and the
 * ends of pools of connections, which by and by lose what is idle in them without one.
 */
async function startWatched(start: () => Promise<TestServer>) {
  const ticking = new Set<unknown>();
  const { setInterval: begin, clearInterval: end } = globalThis;
  const beginning = vi.spyOn(globalThis, 'setInterval').mockImplementation(((...args: Parameters<typeof begin>) => {
    const timer = begin(...args);
    ticking.add(timer);
    return timer;
  }) as typeof begin);
  vi.spyOn(globalThis, 'clearInterval').mockImplementation((timer) => {
    ticking.delete(timer);
    end(timer);
  });
  const poolEnds = vi.spyOn(pg.Pool.prototype, 'end');
  onTestFinished(() => void vi.restoreAllMocks());
  const [outcome] = await Promise.allSettled([start()]);
  const begun = ticking.size;
  beginning.mockRestore();
  return { outcome, begun, ticking, poolEnds };
}

test('what was written just before is stored, everybody is told, and nothing is left open or ticking', async () => {
  const { outcome, begun, ticking, poolEnds } = await startWatched(() =>
    startTestServer({ databaseUrl: own.connectionString }),
  );
  if (outcome.status === 'rejected') throw outcome.reason;
  await using server = outcome.value;
  expect(begun).toBeGreaterThan(3);
  const { gongyi, origin } = server;
  expect(gongyi).toMatchObject({ address: origin, lanAddresses: [], demoJoinCode: null });
  expect(gongyi.dataPlace).toBe(`PostgreSQL at ${new URL(own.connectionString).host}`);
  expect(gongyi.setupToken).toMatch(/^[\w-]{20,}$/);
  const facilitator = await setUp(server);
  const { sessionId, themes } = await openSession(facilitator);
  using page = openDocument(server, facilitator, sessionId);
  using watcher = openDocument(server, facilitator, sessionId);
  await Promise.all([page.synced(), watcher.synced()]);
  const socket = page.provider.ws as unknown as WebSocket;
  const ended = once(socket, 'close').then(([code]) => `closed with ${code}`);
  const { me } = await facilitator.api.sessions.get.query({ sessionId });
  const write = (text: string) =>
    addPoint(page.doc, pointDraft({ themeId: themes[0]?.id ?? '', text, authorId: me.author.id }));

  const release = await holdAppends();
  write('已经在路上');
  await until(async () => expect(await appendsWaiting()).toBe(1));
  // Not even asked to be appended yet: the next append takes it, after the one that is held up.
  write('还在内存里');
  await watcher.hasPoints(2);
  for (const { provider } of [page, watcher]) provider.shouldConnect = false;
  const stopping = server.gongyi.stop();
  stopping.catch(() => undefined);
  await release();
  // By the time that nobody new is let in, those who are in have been told: their sockets would
  // keep the port open for ever.
  await until(async () => expect(await isListening(server)).toBe(false));
  const answered = once(socket, 'pong').then(() => 'still open');
  if (socket.readyState === socket.OPEN) socket.ping();
  expect(await Promise.race([ended, answered])).toBe(`closed with ${CLOSE_CODES.goingAway}`);
  await expect(stopping).resolves.toBeUndefined();
  expect(server.gongyi.stop()).toBe(stopping);

  await until(async () => expect(await connections()).toBe(0));
  expect(ticking.size).toBe(0);
  expect(poolEnds).toHaveBeenCalledTimes(1);

  await server.restart();
  // There is an administrator now.
  expect(server.gongyi.setupToken).toBeNull();
  const reader = server.newDevice();
  await signIn(reader);
  using reopened = openDocument(server, reader, sessionId);
  await reopened.synced();
  expect(readPoints(reopened.doc).map(({ text }) => text)).toEqual(['已经在路上', '还在内存里']);
});

test('a start that fails lets go of everything again, and a server that runs is none the worse for it', async () => {
  await using server = await startTestServer({ databaseUrl: own.connectionString });
  const port = Number(new URL(server.origin).port);
  await using other = await createTestDatabase();
  const { outcome, ticking, poolEnds } = await startWatched(() =>
    startTestServer({ databaseUrl: other.connectionString, port }),
  );
  expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'EADDRINUSE' } });
  expect(ticking.size).toBe(0);
  expect(poolEnds).toHaveBeenCalledTimes(1);
  const { pool } = other.database;
  await until(async () => {
    const { rows } = await pool.query<{ count: string }>(
      'SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()',
    );
    expect(Number(rows[0]?.count) - pool.totalCount).toBe(0);
  });
  expect((await server.newDevice().fetch('/healthz')).status).toBe(200);
});
