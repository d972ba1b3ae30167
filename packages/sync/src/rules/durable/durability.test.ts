import { addPoint, readPoint, readPoints } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { connectClient } from '../../test/connect-client.ts';
import { deferred } from '../../test/deferred.ts';
import { documentFrom } from '../../test/document-from.ts';
import { createMemoryUpdateLog } from '../../test/memory-update-log.ts';
import { startTestServer } from '../../test/start-test-server.ts';
import { until } from '../../test/until.ts';

describe('loading', () => {
  test('[RO1] nobody is answered before the document is loaded', async () => {
    const log = createMemoryUpdateLog();
    const stored = new Y.Doc();
    addPoint(stored, pointDraft());
    await log.append([{ sessionId: 's1', update: Y.encodeStateAsUpdate(stored) }]);
    const gate = deferred();
    log.gate = gate.promise;
    await using server = await startTestServer({ log });
    using client = connectClient(server.url, 's1');
    using other = connectClient(server.url, 's1');
    let pointsAtFirstSync = -1;
    client.provider.once('sync', () => {
      pointsAtFirstSync = readPoints(client.doc).length;
    });
    await until(() => expect(log.loads).toBe(1));
    const early = addPoint(client.doc, pointDraft());
    expect(client.provider.synced).toBe(false);
    gate.resolve();
    await Promise.all([client.synced(), other.synced()]);
    expect(pointsAtFirstSync).toBe(2);
    await until(() => expect(readPoint(other.doc, early)).not.toBeNull());
    expect(log.loads).toBe(1);
  });

  test('[RO2] a log that cannot be read turns people away for now, and lets them in when it is back', async () => {
    await using server = await startTestServer();
    server.log.outage = new Error('no database');
    using client = connectClient(server.url, 's1');
    await until(() => expect(server.log.loads).toBeGreaterThan(1));
    expect(client.provider.synced).toBe(false);
    server.log.outage = null;
    await client.synced();
  });

  test('[RO2] an update in the log that cannot be read is reported and does not lock anybody out', async () => {
    const log = createMemoryUpdateLog();
    const stored = new Y.Doc();
    addPoint(stored, pointDraft());
    await log.append([
      { sessionId: 's1', update: Uint8Array.of(255, 255, 1) },
      { sessionId: 's1', update: Y.encodeStateAsUpdate(stored) },
    ]);
    await using server = await startTestServer({ log });
    using client = connectClient(server.url, 's1');
    await client.synced();
    expect(readPoints(client.doc)).toEqual(readPoints(stored));
    expect(server.messages).toEqual(['an update in the log cannot be read and is left out']);
  });
});

describe('writing', () => {
  test('[DU1] what comes in during an append goes with the next one, all together', async () => {
    await using server = await startTestServer();
    using client = connectClient(server.url, 's1');
    using witness = connectClient(server.url, 's1');
    await Promise.all([client.synced(), witness.synced()]);
    const gate = deferred();
    server.log.gate = gate.promise;
    for (let n = 0; n < 40; n++) addPoint(client.doc, pointDraft());
    await until(() => expect(readPoints(witness.doc)).toHaveLength(40));
    expect(server.log.appends).toBe(1);
    server.log.gate = null;
    gate.resolve();
    await until(() => expect(server.log.rows).toHaveLength(40));
    expect(server.log.appends).toBe(2);
    expect(readPoints(await documentFrom(server.log, 's1'))).toHaveLength(40);
  });

  test('[DU2] an outage of the log: work goes on, nobody who leaves loses anything, and everything is written afterwards', async () => {
    await using server = await startTestServer();
    using one = connectClient(server.url, 's1');
    using two = connectClient(server.url, 's1');
    await Promise.all([one.synced(), two.synced()]);
    server.log.outage = new Error('no database');
    for (let n = 0; n < 20; n++) addPoint(one.doc, pointDraft());
    await until(() => expect(readPoints(two.doc)).toHaveLength(20));
    await until(() => expect(server.log.appends).toBeGreaterThan(3));
    expect(server.messages).toContain('edits could not be written to the log and are kept in memory');
    one.provider.disconnect();
    two.provider.disconnect();
    await server.empty();

    // The room is still there although empty: a load would fail now.
    using late = connectClient(server.url, 's1');
    await late.synced();
    expect(readPoints(late.doc)).toEqual(readPoints(one.doc));
    expect(server.log.loads).toBe(1);

    server.log.outage = null;
    await until(() => expect(server.log.rows).toHaveLength(20));
    expect(readPoints(await documentFrom(server.log, 's1'))).toEqual(readPoints(one.doc));
  });

  test('[DU2] what piled up in an outage is written in portions', async () => {
    await using server = await startTestServer();
    using client = connectClient(server.url, 's1');
    await client.synced();
    server.log.outage = new Error('no database');
    const changes = Array.from({ length: 20 }, (_, n) =>
      server.sync.changeDocument('s1', (doc) => doc.getMap('ballast').set(`${n}`, 'x'.repeat(1_000_000))),
    );
    await until(() => expect(server.log.appends).toBeGreaterThan(1));
    server.log.outage = null;
    const failed = server.log.appends;
    await Promise.all(changes);
    expect(server.log.appends - failed).toBe(3);
    expect((await documentFrom(server.log, 's1')).getMap('ballast').size).toBe(20);
  });

  test('[DU2] an append whose answer was lost is written twice and read once', async () => {
    await using server = await startTestServer();
    const { log } = server;
    const append = log.append;
    let isFirst = true;
    log.append = async (entries) => {
      await append(entries);
      if (!isFirst) return;
      isFirst = false;
      throw new Error('the connection broke after the commit');
    };
    using client = connectClient(server.url, 's1');
    await client.synced();
    addPoint(client.doc, pointDraft());
    await until(() => expect(log.rows).toHaveLength(2));
    expect(readPoints(await documentFrom(log, 's1'))).toEqual(readPoints(client.doc));
  });
});

describe('unloading', () => {
  test('[RO3] an empty room that is written leaves memory, and the next visitor loads it again', async () => {
    await using server = await startTestServer();
    using client = connectClient(server.url, 's1');
    await client.synced();
    const id = addPoint(client.doc, pointDraft());
    await until(() => expect(server.log.rows).toHaveLength(1));
    client.provider.disconnect();
    await until(async () => {
      expect(await server.sync.readPoints('s1', [id])).toHaveLength(1);
      expect(server.log.loads).toBeGreaterThan(1);
    });
  });

  test('[RO3] a room whose last edits are written after everybody left leaves memory then', async () => {
    await using server = await startTestServer();
    using client = connectClient(server.url, 's1');
    using witness = connectClient(server.url, 's1');
    await Promise.all([client.synced(), witness.synced()]);
    const gate = deferred();
    server.log.gate = gate.promise;
    addPoint(client.doc, pointDraft());
    await until(() => expect(readPoints(witness.doc)).toHaveLength(1));
    client.provider.disconnect();
    witness.provider.disconnect();
    await server.empty();
    // It would be unloaded by now.
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(await server.sync.metrics()).toContain('gongyi_sync_rooms 1\n');
    server.log.gate = null;
    gate.resolve();
    await until(async () => expect(await server.sync.metrics()).toContain('gongyi_sync_rooms 0\n'));
    expect(server.log.rows).toHaveLength(1);
  });

  test('[RO3] who comes back while the last edits are being written finds them', async () => {
    await using server = await startTestServer();
    using client = connectClient(server.url, 's1');
    using witness = connectClient(server.url, 's1');
    await Promise.all([client.synced(), witness.synced()]);
    const gate = deferred();
    server.log.gate = gate.promise;
    addPoint(client.doc, pointDraft());
    await until(() => expect(readPoints(witness.doc)).toHaveLength(1));
    client.provider.disconnect();
    witness.provider.disconnect();
    await server.empty();

    using back = connectClient(server.url, 's1');
    await back.synced();
    expect(readPoints(back.doc)).toHaveLength(1);
    server.log.gate = null;
    gate.resolve();
    await until(() => expect(server.log.rows).toHaveLength(1));
    addPoint(back.doc, pointDraft());
    await until(() => expect(server.log.rows).toHaveLength(2));
    expect(server.log.loads).toBe(1);
  });
});

describe('stopping', () => {
  test('[DU3] waits until everything is written', async () => {
    const server = await startTestServer();
    using client = connectClient(server.url, 's1');
    using witness = connectClient(server.url, 's1');
    await Promise.all([client.synced(), witness.synced()]);
    const gate = deferred();
    server.log.gate = gate.promise;
    for (let n = 0; n < 5; n++) addPoint(client.doc, pointDraft());
    await until(() => expect(readPoints(witness.doc)).toHaveLength(5));
    const stopped = server[Symbol.asyncDispose]();
    gate.resolve();
    await stopped;
    server.log.gate = null;
    expect(readPoints(await documentFrom(server.log, 's1'))).toHaveLength(5);
  });

  test('[DU3] says so when the log stays out of reach', async () => {
    const server = await startTestServer({ timing: { closeTimeoutMs: 1 } });
    using client = connectClient(server.url, 's1');
    await client.synced();
    server.log.outage = new Error('no database');
    addPoint(client.doc, pointDraft());
    await until(() => expect(server.log.appends).toBeGreaterThan(0));
    await expect(server[Symbol.asyncDispose]()).rejects.toThrow('1 session(s)');
  });
});
