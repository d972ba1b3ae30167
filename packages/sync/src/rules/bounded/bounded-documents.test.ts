import {
  acknowledgementFrame,
  addPoint,
  deletePoints,
  MESSAGE_PRESENCE_PACE,
  readPoints,
  readPresencePace,
} from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { CLOSE_CODES, LIMITS } from '@gongyi/domain';
import { createDecoder, readVarUint } from 'lib0/decoding';
import { expect, test } from 'vitest';
import { connectClient } from '../../test/connect-client.ts';
import { deferred } from '../../test/deferred.ts';
import { editorOf } from '../../test/editor-of.ts';
import { connectInMemory } from '../../test/memory-socket.ts';
import { connectRaw, type RawClient } from '../../test/raw-client.ts';
import { RIGHTS } from '../../test/rights.ts';
import { startTestServer } from '../../test/start-test-server.ts';
import { until } from '../../test/until.ts';

test('[BO7] a full document takes deletions and nothing else, until there is room again', async () => {
  await using server = await startTestServer({ maxDocumentBytes: 5_000, timing: { unloadDelayMs: 60_000 } });
  using anna = connectClient(server.url, 's1', { personId: 'anna' });
  using bert = connectClient(server.url, 's1', { personId: 'bert' });
  await Promise.all([anna.synced(), bert.synced()]);
  const draft = () => pointDraft({ authorId: 'anna', text: '满'.repeat(200) });
  // What the server does itself is not limited.
  for (let n = 0; n < 8; n++) await server.sync.changeDocument('s1', (doc) => addPoint(doc, draft()));
  await until(() => expect(readPoints(anna.doc)).toHaveLength(8));
  addPoint(bert.doc, pointDraft({ authorId: 'bert' }));
  expect(await bert.refused()).toBe(CLOSE_CODES.documentFull);
  deletePoints(
    anna.doc,
    readPoints(anna.doc)
      .slice(0, 2)
      .map(({ id }) => id),
  );
  using carla = connectClient(server.url, 's1', { personId: 'carla' });
  await until(() => expect(readPoints(carla.doc)).toHaveLength(6));
  expect(anna.provider.wsconnected).toBe(true);
  expect(await server.sync.metrics()).toContain('gongyi_sync_refused_total{rule="documentFull"} 1');
});

test('[DU6] the server changes nothing itself when as much waits for the log as may', async () => {
  await using server = await startTestServer({ maxUnsavedBytes: 100 });
  await server.sync.readPoints('s1', []);
  const gate = deferred();
  server.log.gate = gate.promise;
  const first = server.sync.changeDocument('s1', (doc) => addPoint(doc, pointDraft()));
  let isCalled = false;
  await expect(
    server.sync.changeDocument('s1', () => {
      isCalled = true;
    }),
  ).rejects.toThrow('waits for the log');
  expect(isCalled).toBe(false);
  gate.resolve();
  await first;
  await server.sync.changeDocument('s1', (doc) => addPoint(doc, pointDraft()));
});

function pacesIn({ frames }: RawClient): number[] {
  return frames.flatMap((frame) => {
    const decoder = createDecoder(frame);
    return readVarUint(decoder) === MESSAGE_PRESENCE_PACE ? [readPresencePace(decoder)] : [];
  });
}

test('[BO8] a page that asks for acknowledgements is told the pace of its room, and again when it changes; nobody else is', async () => {
  // 500 people make it 10,000 ms; six of them 10 + 1.44.
  await using server = await startTestServer({ timing: { shortestFlushMs: 10, longestFlushMs: 1_000_000 } });
  using asking = await connectRaw(server.url, 's1', 'asking');
  using silent = await connectRaw(server.url, 's1', 'silent');
  asking.socket.send(acknowledgementFrame(1));
  await until(() => expect(pacesIn(asking)).toHaveLength(1));
  const [alone = 0] = pacesIn(asking);
  using third = await connectRaw(server.url, 's1', 'third');
  await until(() => expect(pacesIn(asking)).toHaveLength(2));
  const [, together = 0] = pacesIn(asking);
  expect(together).toBeGreaterThan(alone);
  third.socket.close();
  await until(() => expect(pacesIn(asking)).toEqual([alone, together, alone]));
  expect(pacesIn(silent)).toEqual([]);
});

test('[BO12] one person has so many pages at once, and others have theirs', async () => {
  await using server = await startTestServer({ timing: { unloadDelayMs: 60_000 } });
  const pages: RawClient[] = [];
  for (let count = 0; count < LIMITS.syncConnectionsPerPerson; count++) {
    pages.push(await connectRaw(server.url, 's1', 'anna'));
  }
  using another = await connectRaw(server.url, 's1', 'anna');
  expect(await another.closed()).toBe(CLOSE_CODES.full);
  using bert = connectClient(server.url, 's1', { personId: 'bert' });
  await bert.synced();
  // Each of hers that is gone makes room for one.
  pages[0]?.socket.close();
  await pages[0]?.closed();
  using anna = connectClient(server.url, 's1', { personId: 'anna' });
  await anna.synced();
  for (const page of pages) page[Symbol.dispose]();
});

test('[BO12] pages of one account count together, also where it is another author on each device', async () => {
  await using server = await startTestServer({
    authorise: async ({ cookie = '' }) => ({
      ok: true,
      ...editorOf(cookie, RIGHTS.participant),
      memberId: cookie.replace(/ .*/, ''),
      isNameless: true,
    }),
  });
  const pages = [];
  for (let count = 0; count < LIMITS.syncConnectionsPerPerson; count++) {
    pages.push(await connectRaw(server.url, 's1', `anna ${count}`));
  }
  using another = await connectRaw(server.url, 's1', 'anna again');
  expect(await another.closed()).toBe(CLOSE_CODES.full);
  using bert = connectClient(server.url, 's1', { personId: 'bert' });
  await bert.synced();
  for (const page of pages) page[Symbol.dispose]();
});

test('[BO13] a session takes so many connections; one more is told that it is full, until somebody leaves', async () => {
  await using server = await startTestServer();
  const enter = (personId: string) => connectInMemory(server.sync, { sessionId: 's1', personId });
  const hold = (count: number) =>
    until(async () => expect(await server.sync.metrics()).toContain(`\ngongyi_sync_connections ${count}\n`));
  const sockets = Array.from({ length: LIMITS.syncConnectionsPerSession }, (_, n) => enter(`person-${n}`));
  await hold(sockets.length);
  const late = enter('late');
  await until(() => {
    late.read();
    expect(late.closeCode).toBe(CLOSE_CODES.full);
  });
  sockets[0]?.cut();
  await hold(sockets.length - 1);
  const next = enter('next');
  await until(() => expect(next.read()).not.toBeNull());
  expect(next.closeCode).toBeNull();
});
