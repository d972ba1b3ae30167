import { addPoint, readPoints } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { expect, test } from 'vitest';
import type { LogEntry } from '../../ports.ts';
import { connectClient } from '../../test/connect-client.ts';
import { deferred } from '../../test/deferred.ts';
import { documentFrom } from '../../test/document-from.ts';
import { createMemoryUpdateLog } from '../../test/memory-update-log.ts';
import { startTestServer } from '../../test/start-test-server.ts';
import { until } from '../../test/until.ts';

test('[RO5] points are read as they stand, those that exist, in the order asked for', async () => {
  await using server = await startTestServer();
  using client = connectClient(server.url, 's1');
  await client.synced();
  const first = addPoint(client.doc, pointDraft({ text: '一' }));
  const second = addPoint(client.doc, pointDraft({ text: '二' }));
  await until(async () => expect(await server.sync.readPoints('s1', [second])).toHaveLength(1));
  const points = await server.sync.readPoints('s1', [second, 'gone', first]);
  expect(points.map(({ text }) => text)).toEqual(['二', '一']);
  expect(await server.sync.readPoints('s2', [first])).toEqual([]);
});

test('[RO5] a change on the server is in the log when it resolves, and everybody sees it', async () => {
  await using server = await startTestServer();
  using client = connectClient(server.url, 's1');
  await client.synced();
  const id = await server.sync.changeDocument('s1', (doc) => addPoint(doc, pointDraft()));
  expect(readPoints(await documentFrom(server.log, 's1')).map((point) => point.id)).toEqual([id]);
  await until(() => expect(readPoints(client.doc)).toHaveLength(1));
});

test('[RO5] a change on the server waits for the log', async () => {
  await using server = await startTestServer();
  await server.sync.readPoints('s1', []);
  const gate = deferred();
  let isResolved = false;
  server.log.gate = gate.promise;
  const change = server.sync
    .changeDocument('s1', (doc) => addPoint(doc, pointDraft()))
    .then(() => {
      isResolved = true;
    });
  await until(() => expect(server.log.loads + server.log.appends).toBeGreaterThan(1));
  expect(isResolved).toBe(false);
  gate.resolve();
  await change;
  expect(server.log.rows).toHaveLength(1);
});

test('[RO5] a change that changes nothing resolves without a row', async () => {
  await using server = await startTestServer();
  expect(await server.sync.changeDocument('s1', () => 'nothing')).toBe('nothing');
  expect(server.log.rows).toEqual([]);
});

test('[RO5] many changes at once, in a room that comes and goes, are all kept', async () => {
  await using server = await startTestServer();
  await Promise.all(
    Array.from({ length: 50 }, () => server.sync.changeDocument('s1', (doc) => addPoint(doc, pointDraft()))),
  );
  expect(readPoints(await documentFrom(server.log, 's1'))).toHaveLength(50);
});

test('[RO5] after the server has stopped, reading and changing reject', async () => {
  const server = await startTestServer();
  await server[Symbol.asyncDispose]();
  await expect(server.sync.readPoints('s1', [])).rejects.toThrow('stopped');
  await expect(server.sync.changeDocument('s1', () => undefined)).rejects.toThrow('stopped');
});

test('[DU1] a change larger than what is appended and sent at once goes alone, into the log and to everybody', async () => {
  const memory = createMemoryUpdateLog();
  const larger = 17 * 1_048_576;
  const log = Object.assign(Object.create(memory) as typeof memory, {
    async append(entries: readonly LogEntry[]) {
      // Asked for again and again it would leave no turn to anything else.
      if (entries.length === 0) throw new Error('nothing to append');
      await memory.append(entries);
    },
  });
  await using server = await startTestServer({ log });
  using client = connectClient(server.url, 's1');
  await client.synced();
  const changed = server.sync.changeDocument('s1', (doc) => doc.getText('words').insert(0, 'x'.repeat(larger)));
  await until(() => expect(log.rows).toHaveLength(1));
  await changed;
  await until(() => expect(client.doc.getText('words')).toHaveLength(larger));
});
