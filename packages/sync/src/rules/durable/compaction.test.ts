import { addPoint, readPoints } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { expect, test } from 'vitest';
import { connectClient } from '../../test/connect-client.ts';
import { documentFrom } from '../../test/document-from.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { until } from '../../test/until.ts';

const COMPACTION = { rows: 5, bytes: 1_000_000 };
const add = ({ sync }: TestServer) => sync.changeDocument('s1', (doc) => addPoint(doc, pointDraft()));

test('[DU7] after so many rows a snapshot takes their place, and nothing is missing', async () => {
  await using server = await startTestServer({ compaction: COMPACTION });
  for (let n = 0; n < 17; n++) await add(server);
  await until(() => expect(server.log.snapshots.length).toBe(2));
  expect(readPoints(await documentFrom(server.log, 's1'))).toHaveLength(17);
  await until(() => expect(server.log.rows.length).toBeLessThan(17));
  using client = connectClient(server.url, 's1');
  await client.synced();
  expect(readPoints(client.doc)).toHaveLength(17);
  // Between two snapshots the server waits, the longer the busier the machine.
});

test('[DU7] rows of a server that stopped count too', async () => {
  const first = await startTestServer();
  for (let n = 0; n < 6; n++) await add(first);
  await first[Symbol.asyncDispose]();
  await using second = await startTestServer({ log: first.log, compaction: COMPACTION });
  await add(second);
  await until(() => expect(second.log.snapshots.length).toBe(1));
});

test('[DU7] a snapshot that cannot be read is reported, and the one before it used', async () => {
  await using server = await startTestServer({ compaction: COMPACTION, timing: { unloadDelayMs: 0 } });
  for (let n = 0; n < 12; n++) await add(server);
  await until(() => expect(server.log.snapshots.length).toBe(2));
  server.log.snapshots.at(-1)?.snapshot.fill(255);
  await until(async () => {
    await server.sync.readPoints('s1', []);
    expect(server.messages).toContain('a snapshot cannot be read; the one before it is used');
  });
  using client = connectClient(server.url, 's1');
  await client.synced();
  expect(readPoints(client.doc)).toHaveLength(12);
});

test('[DU7] a snapshot that cannot be made costs nothing but the report', async () => {
  await using server = await startTestServer({ compaction: COMPACTION });
  server.log.compact = () => Promise.reject(new Error('no database'));
  for (let n = 0; n < 6; n++) await add(server);
  await until(() => expect(server.messages).toEqual(['a snapshot could not be made']));
  await add(server);
  expect(readPoints(await documentFrom(server.log, 's1'))).toHaveLength(7);
});
