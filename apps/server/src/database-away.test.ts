import { createTestDatabase, type TestDatabase } from '@gongyi/db/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createDevice, type Device } from './test/device.ts';
import { openSession, setUp, signIn } from './test/people.ts';
import { relayDatabase } from './test/relay-database.ts';
import type { TcpRelay } from './test/tcp-relay.ts';
import { startTestServer, type TestServer } from './test/test-server.ts';
import { until } from './test/until.ts';

let own: TestDatabase;
let relay: TcpRelay;
let server: TestServer;
let facilitator: Device;
let session: Awaited<ReturnType<typeof openSession>>;
beforeAll(async () => {
  own = await createTestDatabase();
  const relayed = await relayDatabase(own.connectionString);
  relay = relayed.relay;
  server = await startTestServer({ databaseUrl: relayed.connectionString });
  facilitator = await setUp(server);
  session = await openSession(facilitator);
});
afterAll(async () => {
  relay?.mend();
  await server?.[Symbol.asyncDispose]();
  await relay?.[Symbol.asyncDispose]();
  await own?.[Symbol.asyncDispose]();
});

/** A session whose document nobody has opened. */
let unread: string;
beforeEach(async () => {
  const { sessionId } = await facilitator.api.sessions.create.mutate({ campaignId: session.campaignId, title: '新的' });
  unread = sessionId;
});

const json = { 'content-type': 'application/json' };
const post = (path: string, input: object, device = facilitator) =>
  device.fetch(path, { method: 'POST', headers: json, body: JSON.stringify(input) });
const get = (path: string, input: object = {}) =>
  facilitator.fetch(`${path}?input=${encodeURIComponent(JSON.stringify(input))}`);

/** What is asked, and a table that it needs. */
const asks: [what: string, table: string, ask: () => Promise<Response>][] = [
  ['a query', 'campaign', () => get('/trpc/campaigns.list')],
  ['who somebody is', 'auth_session', () => get('/trpc/account.me')],
  ['a decision', 'campaign', () => post('/trpc/campaigns.rename', { campaignId: session.campaignId, name: '大讨论' })],
  ['what a code opens', 'session', () => get('/trpc/participants.peek', { code: session.joinCode })],
  [
    'to join',
    'participant',
    () => post('/trpc/participants.join', { code: session.joinCode, name: '小李', unit: '石桥村' }, server.newDevice()),
  ],
  ['points of a document', 'doc_snapshot', () => get('/trpc/outcomes.open', { sessionId: unread })],
  ['a file', 'campaign', () => facilitator.fetch(`/api/exports/${session.campaignId}/agreed-list.csv`)],
  ['to sign in', 'user_account', () => signIn(server.newDevice())],
  ['to be counted', 'guess_count', () => signIn(server.newDevice())],
  ['whether somebody is signed in', 'auth_session', () => facilitator.fetch('/api/auth/get-session')],
];

const BACKENDS = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;

/** Ends queries that wait, and what they come by, in each way in which that happens. */
const ends: [how: string, end: () => unknown][] = [
  ['its connection breaks', () => relay.cut()],
  ['the database ends it', () => own.database.pool.query(`SELECT pg_terminate_backend(pid) FROM (${BACKENDS}) AS b`)],
  ['the database gives it up', () => own.database.pool.query(`SELECT pg_cancel_backend(pid) FROM (${BACKENDS}) AS b`)],
];

describe.each(ends)('while it waits for the database, %s', (_how, end) => {
  test.each(asks)('and the server is not there for the moment: %s', async (_what, table, ask) => {
    const holder = await own.database.pool.connect();
    try {
      await holder.query('BEGIN');
      await holder.query(`LOCK TABLE "${table}" IN ACCESS EXCLUSIVE MODE`);
      const asked = ask();
      await until(async () => expect((await own.database.pool.query(BACKENDS)).rows.length).toBeGreaterThan(0));
      await end();
      const { status } = await asked;
      expect(status).toBe(503);
    } finally {
      relay.mend();
      await holder.query('ROLLBACK');
      holder.release();
    }
    // Nothing is to be done but to ask again.
    expect((await facilitator.api.account.me.query()).user).not.toBeNull();
  });
});

/** better-auth goes on when one of its queries fails, so there is no one query to wait for. */
const signOut: (typeof asks)[number] = [
  'to sign out',
  'auth_session',
  () => post('/api/auth/sign-out', {}, createDevice(server.origin, facilitator.cookieHeader())),
];

test.each([...asks, signOut])(
  'without a way to it the server is not there for the moment: %s',
  async (_what, _table, ask) => {
    relay.cut();
    try {
      expect((await ask()).status).toBe(503);
    } finally {
      relay.mend();
    }
    expect((await facilitator.api.account.me.query()).user).not.toBeNull();
  },
);

test('whoever follows events is told to come again', async () => {
  using socket = facilitator.openSocket();
  const holder = await own.database.pool.connect();
  try {
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE campaign IN ACCESS EXCLUSIVE MODE');
    const told = new Promise<unknown>((resolve) => {
      socket.api.events.follow.subscribe({ campaignId: session.campaignId }, { onError: ({ data }) => resolve(data) });
    });
    await until(async () => expect((await own.database.pool.query(BACKENDS)).rows.length).toBeGreaterThan(0));
    relay.cut();
    expect(await told).toMatchObject({ code: 'SERVICE_UNAVAILABLE', domain: { code: 'serverUnavailable' } });
  } finally {
    relay.mend();
    await holder.query('ROLLBACK');
    holder.release();
  }
});
