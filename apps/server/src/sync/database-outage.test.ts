import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  acknowledgementFrame,
  addPoint,
  createUnacknowledgedEdits,
  MESSAGE_ACKNOWLEDGEMENT,
  MESSAGE_PRESENCE_PACE,
  readMark,
  readPoints,
} from '@gongyi/board';
import { pointDraft, SOAK } from '@gongyi/board/testing';
import { createDatabase, type Database } from '@gongyi/db';
import { createTestDatabase, type TestDatabase } from '@gongyi/db/testing';
import { CLOSE_CODES, newId } from '@gongyi/domain';
import { createMemoryFanout, createSyncServer, type SyncServerOptions } from '@gongyi/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { relayDatabase } from '../test/relay-database.ts';
import type { TcpRelay } from '../test/tcp-relay.ts';
import { until } from '../test/until.ts';
import { createPostgresUpdateLog } from './postgres-update-log.ts';

/** Between two edits of one page while the database is away. */
const EDIT_EVERY_MS = 50;
const PROGRESS_MS = 15_000;
/**
 * In the short form a query whose answer never comes is given up soon; in the long one when the
 * product gives it up.
 */
const DATABASE_OPTIONS = SOAK.isLong ? {} : { statementTimeoutMs: 400 };
const TIMING = SOAK.isLong ? {} : { firstRetryMs: 20, longestRetryMs: 100 };

let own: TestDatabase;
beforeAll(async () => {
  own = await createTestDatabase();
});
afterAll(() => own[Symbol.asyncDispose]());

async function newSession(): Promise<string> {
  const id = newId();
  const createdAt = new Date();
  const campaign = { create: { id: newId(), name: '大讨论', templateId: 'yhj-cfz', createdAt } };
  const moments = { codeExpiresAt: createdAt, stageSince: createdAt, createdAt };
  const data = { id, title: '第一场', joinCode: id.slice(0, 8), campaign, ...moments };
  await own.database.prisma.session.create({ data });
  return id;
}

/** Our way to the database goes through a wire that can be cut; the test's own does not. */
async function openRelayed(): Promise<{ relay: TcpRelay; database: Database }> {
  const { relay, connectionString } = await relayDatabase(own.connectionString);
  return { relay, database: createDatabase(connectionString, DATABASE_OPTIONS) };
}

async function startServer(options: Pick<SyncServerOptions, 'maxUnsavedBytes'> = {}) {
  const { relay, database } = await openRelayed();
  const sync = createSyncServer({
    log: createPostgresUpdateLog(database.pool),
    fanout: createMemoryFanout(),
    logger: { warn: () => undefined, error: () => undefined },
    authorise: async ({ cookie: personId = '' }) => ({
      ok: true,
      memberId: personId,
      personId,
      ownerKey: personId,
      names: [{ name: '王芳', unit: '石桥村' }],
      isNameless: false,
      takesPart: true,
      rights: {
        add: 'themes',
        editOwn: true,
        move: false,
        draw: false,
        // As who leads: in minutes they write more points than AU25 gives a participant.
        editAny: true,
        lead: false,
        showDoing: true,
      },
    }),
    timing: TIMING,
    ...options,
  });
  const http = createServer();
  http.on('upgrade', sync.handleUpgrade);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    relay,
    url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}/sync`,
    async unsavedBytes() {
      return Number(/^gongyi_sync_unsaved_bytes (\d+)/m.exec(await sync.metrics())?.[1]);
    },
    async [Symbol.asyncDispose]() {
      await sync.close();
      http.closeAllConnections();
      http.close();
      relay.mend();
      await database.disconnect();
      await relay[Symbol.asyncDispose]();
    },
  };
}

/** y-websocket's client with marks, as the page has it. */
function openPage(url: string, sessionId: string, personId: string) {
  class SocketWithCookie extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, { headers: { cookie: personId } });
    }
  }
  const doc = new Y.Doc();
  const edits = createUnacknowledgedEdits();
  const codes: number[] = [];
  const provider = new WebsocketProvider(url, sessionId, doc, {
    connect: false,
    disableBc: true,
    maxBackoffTime: 200,
    WebSocketPolyfill: SocketWithCookie as unknown as typeof globalThis.WebSocket,
  });
  const mark = () => {
    const next = provider.wsconnected ? edits.nextMark() : null;
    if (next !== null) provider.ws?.send(acknowledgementFrame(next));
  };
  provider.messageHandlers[MESSAGE_ACKNOWLEDGEMENT] = (_encoder, decoder) => edits.acknowledged(readMark(decoder));
  // How often presence is worth sending, which this page leaves aside.
  provider.messageHandlers[MESSAGE_PRESENCE_PACE] = () => undefined;
  doc.on('update', (_update: Uint8Array, origin: unknown) => {
    if (origin === provider) return;
    edits.edited();
    mark();
  });
  provider.on('status', ({ status }) => {
    if (status === 'connected') mark();
    else edits.disconnected();
  });
  provider.on('connection-close', (event) => codes.push(event?.code ?? 0));
  provider.connect();
  return {
    doc,
    provider,
    codes,
    write: () => addPoint(doc, pointDraft({ authorId: personId })),
    /** Edits that are not known to be stored. */
    get unsaved() {
      return edits.count;
    },
    [Symbol.dispose]() {
      provider.awareness.destroy();
      provider.destroy();
    },
  };
}

const idsIn = (doc: Y.Doc) => readPoints(doc).map(({ id }) => id);

/** What is stored, read past the wire. */
async function storedIds(sessionId: string): Promise<string[]> {
  const { snapshot, updates } = await createPostgresUpdateLog(own.database.pool).load(sessionId);
  const doc = new Y.Doc();
  if (snapshot !== null) Y.applyUpdateV2(doc, snapshot);
  for (const update of updates) Y.applyUpdate(doc, update);
  return idsIn(doc);
}

describe.each([
  ['is cut', 'cut'],
  ['falls silent', 'freeze'],
] as const)('[DU2][DU5] when the way to the database %s', (_, fail) => {
  test.each(SOAK.outages)(
    'for %i s, people go on and nothing is acknowledged that is not stored; then everything is, without a restart',
    async (seconds) => {
      const sessionId = await newSession();
      await using server = await startServer();
      using wang = openPage(server.url, sessionId, 'wang');
      using li = openPage(server.url, sessionId, 'li');
      const before = wang.write();
      await until(() => expect([idsIn(li.doc), wang.unsaved]).toEqual([[before], 0]));

      server.relay[fail]();
      const from = performance.now();
      let saidAt = from;
      let written = 0;
      do {
        const id = written++ % 2 === 0 ? wang.write() : li.write();
        const [page, other] = written % 2 === 1 ? [wang, li] : [li, wang];
        await until(() => expect(idsIn(other.doc)).toContain(id));
        expect(page.unsaved).toBeGreaterThan(0);
        if (performance.now() - saidAt > PROGRESS_MS) {
          saidAt = performance.now();
          const { rss, heapUsed } = process.memoryUsage();
          const memory = `RSS ${Math.round(rss / 2 ** 20)} MB, heap ${Math.round(heapUsed / 2 ** 20)} MB`;
          say(`outage (${fail}): ${Math.round((saidAt - from) / 1_000)} of ${seconds} s, ${written} edits, ${memory}`);
        }
        await new Promise((resolve) => setTimeout(resolve, EDIT_EVERY_MS));
      } while (performance.now() - from < seconds * 1_000);
      expect(wang.unsaved + li.unsaved).toBe(written);
      expect(await storedIds(sessionId)).toEqual([before]);
      // Whoever comes meanwhile finds the room.
      using late = openPage(server.url, sessionId, 'late');
      await until(() => expect(idsIn(late.doc).length).toBe(written + 1));

      server.relay.mend();
      const mendedAt = performance.now();
      await until(() => expect(wang.unsaved + li.unsaved).toBe(0));
      if (SOAK.isLong)
        say(`outage (${fail}) of ${seconds} s: all saved ${Math.round(performance.now() - mendedAt)} ms after`);
      expect((await storedIds(sessionId)).sort()).toEqual(idsIn(wang.doc).sort());
      expect(idsIn(wang.doc).length).toBe(written + 1);
      expect([...wang.codes, ...li.codes]).toEqual([]);
    },
  );
});

test('[RO2] who asks for a document that is not in memory is turned away while the database is silent, and let in when it is back', async () => {
  const sessionId = await newSession();
  await using server = await startServer();
  server.relay.freeze();
  using wang = openPage(server.url, sessionId, 'wang');
  await until(() => expect(wang.codes.length).toBeGreaterThan(0));
  expect(wang.provider.synced).toBe(false);
  server.relay.mend();
  await until(() => expect(wang.provider.synced).toBe(true));
});

test('[DU6] past its bound, edits are refused with 4507 and stay on their pages until the database is back', async () => {
  const MAX_UNSAVED_BYTES = 5_000;
  const LARGEST_EDIT_BYTES = 1_000;
  const sessionId = await newSession();
  await using server = await startServer({ maxUnsavedBytes: MAX_UNSAVED_BYTES });
  using wang = openPage(server.url, sessionId, 'wang');
  using li = openPage(server.url, sessionId, 'li');
  await until(() => expect([wang.provider.synced, li.provider.synced]).toEqual([true, true]));
  server.relay.cut();
  for (const page of [wang, li]) {
    await until(() => {
      page.write();
      expect(page.codes).toContain(CLOSE_CODES.notSaving);
    });
  }
  // They come back with all they have, again and again.
  const closings = wang.codes.length;
  await until(() => expect(wang.codes.length).toBeGreaterThan(closings + 1));
  expect(await server.unsavedBytes()).toBeLessThan(MAX_UNSAVED_BYTES + LARGEST_EDIT_BYTES);
  expect(await storedIds(sessionId)).toEqual([]);

  server.relay.mend();
  await until(() => expect(wang.unsaved + li.unsaved).toBe(0));
  expect(await server.unsavedBytes()).toBe(0);
  await until(() => expect(idsIn(wang.doc).sort()).toEqual(idsIn(li.doc).sort()));
  expect((await storedIds(sessionId)).sort()).toEqual(idsIn(wang.doc).sort());
});

test('[DU7] a node that falls silent in the middle of a compaction holds up nobody’s appends', async () => {
  const sessionId = await newSession();
  const { relay, database } = await openRelayed();
  const update = Uint8Array.of(0, 0);
  const log = createPostgresUpdateLog(own.database.pool);
  await log.append([{ sessionId, update }]);
  // The wire falls silent when the compaction has the lock for which every append waits.
  const client = await database.pool.connect();
  const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>;
  client.query = (async (...args: unknown[]) => {
    const result = await query(...args);
    if (String(args[0]).includes('pg_advisory_xact_lock')) relay.freeze();
    return result;
  }) as typeof client.query;
  client.release();
  const compaction = expect(createPostgresUpdateLog(database.pool).compact(sessionId, () => update)).rejects.toThrow();
  await compaction;
  await log.append([{ sessionId, update }]);
  expect((await log.load(sessionId)).updates.length).toBe(2);
  relay.mend();
  await database.disconnect();
  await relay[Symbol.asyncDispose]();
});

function say(text: string) {
  process.stderr.write(`${text}\n`);
}
