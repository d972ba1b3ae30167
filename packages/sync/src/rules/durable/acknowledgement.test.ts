import {
  acknowledgementFrame,
  addPoint,
  createUnacknowledgedEdits,
  MESSAGE_ACKNOWLEDGEMENT,
  readMark,
} from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { CLOSE_CODES } from '@gongyi/domain';
import { createDecoder, readVarUint } from 'lib0/decoding';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { answerFrame, awarenessFrame, updateFrame } from '../../protocol.ts';
import { connectClient } from '../../test/connect-client.ts';
import { deferred } from '../../test/deferred.ts';
import { documentFrom } from '../../test/document-from.ts';
import { accessOf } from '../../test/editor-of.ts';
import { holdKeepalives, roundTrip } from '../../test/held-keepalives.ts';
import { connectRaw, type RawClient } from '../../test/raw-client.ts';
import { RIGHTS } from '../../test/rights.ts';
import { startTestServer } from '../../test/start-test-server.ts';
import { until } from '../../test/until.ts';

const NOTHING = answerFrame(new Y.Doc(), Y.encodeStateVector(new Y.Doc()));

function newPoint(): Uint8Array {
  const doc = new Y.Doc();
  addPoint(doc, pointDraft());
  return Y.encodeStateAsUpdate(doc);
}

function marksIn({ frames }: RawClient): number[] {
  return frames.flatMap((frame) => {
    const decoder = createDecoder(frame);
    return readVarUint(decoder) === MESSAGE_ACKNOWLEDGEMENT ? [readMark(decoder)] : [];
  });
}

test('[DU5] an edit is acknowledged once its row is committed, and others have it before', async () => {
  await using server = await startTestServer();
  using witness = await connectRaw(server.url, 's1');
  using page = await connectRaw(server.url, 's1');
  page.socket.send(NOTHING);
  const gate = deferred();
  server.log.gate = gate.promise;
  const update = newPoint();
  page.socket.send(updateFrame(update));
  page.socket.send(acknowledgementFrame(1));
  await until(() => expect(witness.frames.map((frame) => [...frame])).toContainEqual([...updateFrame(update)]));
  // Frames are handled in order: what a second mark would have been answered with is answered by
  // now.
  page.socket.send(Uint8Array.of(3));
  expect(server.log.rows).toEqual([]);
  expect(marksIn(page)).toEqual([]);
  server.log.gate = null;
  gate.resolve();
  await until(() => expect(marksIn(page)).toEqual([1]));
  expect(server.log.rows).toHaveLength(1);
  expect(marksIn(witness)).toEqual([]);
});

test('[DU5] what is refused is not acknowledged, nor anything after it', async () => {
  await using server = await startTestServer();
  using page = await connectRaw(server.url, 's1', 'reader');
  page.socket.send(updateFrame(newPoint()));
  page.socket.send(acknowledgementFrame(1));
  expect(await page.refused()).toBe(CLOSE_CODES.forbidden);
  expect(marksIn(page)).toEqual([]);
});

test('[DU5] a mark waits for what the page had when it connected', async () => {
  await using server = await startTestServer();
  const doc = new Y.Doc();
  addPoint(doc, pointDraft());
  using page = await connectRaw(server.url, 's1');
  page.socket.send(acknowledgementFrame(7));
  page.socket.send(updateFrame(newPoint()));
  await until(() => expect(server.log.rows).toHaveLength(1));
  expect(marksIn(page)).toEqual([]);
  page.socket.send(answerFrame(doc, Y.encodeStateVector(new Y.Doc())));
  await until(() => expect(marksIn(page)).toEqual([7]));
  expect((await documentFrom(server.log, 's1')).getMap('records').size).toBe(2);
});

test('[DU5] during an outage nothing is acknowledged, and everything afterwards', async () => {
  await using server = await startTestServer();
  using page = await connectRaw(server.url, 's1');
  page.socket.send(NOTHING);
  server.log.outage = new Error('no database');
  for (let mark = 1; mark <= 3; mark++) {
    page.socket.send(updateFrame(newPoint()));
    page.socket.send(acknowledgementFrame(mark));
  }
  await until(() => expect(server.log.appends).toBeGreaterThan(3));
  expect(marksIn(page)).toEqual([]);
  server.log.outage = null;
  await until(() => expect(marksIn(page)).toEqual([1, 2, 3]));
  expect(server.log.rows).toHaveLength(3);
});

test('[DU5] y-websocket’s client carries marks as one more message handler', async () => {
  await using server = await startTestServer();
  using client = connectClient(server.url, 's1', { connect: false });
  const edits = createUnacknowledgedEdits();
  const mark = () => {
    const next = client.provider.wsconnected ? edits.nextMark() : null;
    if (next !== null) client.provider.ws?.send(acknowledgementFrame(next));
  };
  client.provider.messageHandlers[MESSAGE_ACKNOWLEDGEMENT] = (_encoder, decoder) =>
    edits.acknowledged(readMark(decoder));
  client.doc.on('update', (_update: Uint8Array, origin: unknown) => {
    if (origin === client.provider) return;
    edits.edited();
    mark();
  });
  client.provider.on('status', ({ status }) => {
    if (status === 'connected') mark();
    else edits.disconnected();
  });
  addPoint(client.doc, pointDraft());
  addPoint(client.doc, pointDraft());
  expect(edits.count).toBe(2);
  client.provider.connect();
  await until(() => expect(edits.count).toBe(0));
  expect((await documentFrom(server.log, 's1')).getMap('records').size).toBe(2);
  addPoint(client.doc, pointDraft());
  expect(edits.count).toBe(1);
  await until(() => expect(edits.count).toBe(0));
});

test('[DU6] beyond its bound nothing more is kept: edits stay on the page and come back with it', async () => {
  await using server = await startTestServer({ maxUnsavedBytes: 200 });
  using client = connectClient(server.url, 's1');
  await client.synced();
  server.log.outage = new Error('no database');
  const codes: number[] = [];
  client.provider.on('connection-close', (event) => codes.push(event?.code ?? 0));
  for (let n = 0; n < 5; n++) addPoint(client.doc, pointDraft());
  await until(() => expect(codes).toContain(CLOSE_CODES.notSaving));
  expect(server.log.rows).toEqual([]);
  server.log.outage = null;
  await until(async () => expect((await documentFrom(server.log, 's1')).getMap('records').size).toBe(5));
});

test('[DU5] a page that may no longer write is not told that what it has is stored', async () => {
  using keepalives = holdKeepalives();
  await using server = await startTestServer({ timing: keepalives });
  const doc = new Y.Doc();
  addPoint(doc, pointDraft());
  using page = await connectRaw(server.url, 's1', 'reader');
  page.socket.send(acknowledgementFrame(1));
  page.socket.send(answerFrame(doc, Y.encodeStateVector(new Y.Doc())));
  await roundTrip(page.socket);
  keepalives.pass();
  await roundTrip(page.socket);
  expect(page.socket.readyState).toBe(page.socket.OPEN);
  keepalives.pass();
  expect(await page.refused()).toBe(CLOSE_CODES.forbidden);
  expect(marksIn(page)).toEqual([]);
});

test('[DU5] what an earlier page kept and may not be written any more is refused, and never acknowledged', async () => {
  using keepalives = holdKeepalives();
  await using server = await startTestServer({
    timing: keepalives,
    authorise: async () => accessOf('person-1', RIGHTS.latecomer),
  });
  // The page before wrote into a theme, and was closed before anything was sent. This one has
  // another client id, and says so.
  const doc = new Y.Doc();
  addPoint(doc, pointDraft());
  using page = await connectRaw(server.url, 's1', 'person-1');
  page.socket.send(awarenessFrame([{ clientId: doc.clientID + 1, clock: 1, state: '{}' }]));
  page.socket.send(acknowledgementFrame(1));
  page.socket.send(answerFrame(doc, Y.encodeStateVector(new Y.Doc())));
  await roundTrip(page.socket);
  keepalives.pass();
  await roundTrip(page.socket);
  keepalives.pass();
  expect(await page.refused()).toBe(CLOSE_CODES.forbidden);
  expect(marksIn(page)).toEqual([]);
});

test('[DU5] and one that has nothing of its own is', async () => {
  await using server = await startTestServer();
  using page = await connectRaw(server.url, 's1', 'reader');
  page.socket.send(acknowledgementFrame(1));
  page.socket.send(answerFrame(new Y.Doc(), Y.encodeStateVector(new Y.Doc())));
  await until(() => expect(marksIn(page)).toEqual([1]));
});
