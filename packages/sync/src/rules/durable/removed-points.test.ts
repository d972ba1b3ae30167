import {
  addPoint,
  createUndo,
  deletePoints,
  editPointText,
  mergePoints,
  OWN_EDIT,
  type PointDraft,
  placePoint,
  RECORDS,
  readPoint,
  readPoints,
  recordsOf,
} from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { CLOSE_CODES } from '@gongyi/domain';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { updateFrame } from '../../protocol.ts';
import { connectClient, type TestClient } from '../../test/connect-client.ts';
import { deferred } from '../../test/deferred.ts';
import { forgeUpdate } from '../../test/forge.ts';
import type { MemoryUpdateLog } from '../../test/memory-update-log.ts';
import { connectRaw } from '../../test/raw-client.ts';
import { createTestNodes } from '../../test/start-test-nodes.ts';
import { startTestServer } from '../../test/start-test-server.ts';
import { until } from '../../test/until.ts';

const draft = (text: string, changes: Partial<PointDraft> = {}) => pointDraft({ authorId: 'anna', text, ...changes });
const textsKept = (log: MemoryUpdateLog) => log.removedOf('s1').map(({ point }) => point.text);

/**
 * Everything that is in the log, read by nobody but the test: what is kept is kept with the row
 * that deletes.
 */
const isStored = (log: MemoryUpdateLog, rows: number) => until(() => expect(log.rows).toHaveLength(rows));

async function pageOf(url: string, personId: string): Promise<TestClient> {
  const page = connectClient(url, 's1', { personId });
  await page.synced();
  return page;
}

const hasPoints = (page: TestClient, count: number) => until(() => expect(readPoints(page.doc)).toHaveLength(count));

test('[DU8] the words of a point that its author deletes are kept with the deletion, and nowhere in the document', async () => {
  await using server = await startTestServer();
  using anna = await pageOf(server.url, 'anna');
  using bert = await pageOf(server.url, 'bert');
  const id = addPoint(
    anna.doc,
    draft('窗口中午没人', { source: 'masses', channel: '座谈', category: 'idea', prompt: 1 }),
  );
  await hasPoints(bert, 1);
  const before = readPoint(anna.doc, id);
  deletePoints(anna.doc, [id]);
  await hasPoints(bert, 0);
  await isStored(server.log, 2);
  expect(server.log.removedOf('s1')).toEqual([{ point: before, at: expect.any(Date) }]);
  expect(JSON.stringify(server.log.removedOf('s1'))).not.toContain('key of');
  const late = connectClient(server.url, 's1', { personId: 'late' });
  await late.synced();
  expect(new TextDecoder().decode(Y.encodeStateAsUpdate(late.doc))).not.toContain('窗口中午没人');
  late[Symbol.dispose]();
});

test('[DU8] of several that whoever may edit any deletes at once, each is kept, with its author', async () => {
  await using server = await startTestServer();
  using anna = await pageOf(server.url, 'anna');
  using facilitator = await pageOf(server.url, 'facilitator');
  const ids = ['一', '二', '三'].map((text) => addPoint(anna.doc, draft(text)));
  await hasPoints(facilitator, 3);
  const before = readPoints(facilitator.doc);
  const appends = server.log.rows.length;
  deletePoints(facilitator.doc, ids);
  await isStored(server.log, appends + 1);
  const kept = server.log.removedOf('s1').map(({ point }) => point);
  expect(kept).toHaveLength(3);
  expect(kept).toEqual(expect.arrayContaining(before));
  expect(server.log.rows.at(-1)?.removed).toHaveLength(3);
});

test('[DU8] what was deleted offline is kept when the page comes back with it, as the server knew it', async () => {
  await using server = await startTestServer();
  using anna = await pageOf(server.url, 'anna');
  using bert = await pageOf(server.url, 'bert');
  const id = addPoint(anna.doc, draft('原话'));
  await hasPoints(bert, 1);
  anna.provider.disconnect();
  editPointText(anna.doc, id, '离线改过');
  const neverSent = addPoint(anna.doc, draft('没有人见过'));
  deletePoints(anna.doc, [id, neverSent]);
  anna.provider.connect();
  await hasPoints(bert, 0);
  await until(() => expect(textsKept(server.log)).toEqual(['原话']));
});

test('[DU8] on several nodes it is kept once, by the node where the edit came in', async () => {
  await using nodes = createTestNodes();
  const [one, two] = [await nodes.start(), await nodes.start()];
  using anna = await pageOf(one.url, 'anna');
  using bert = await pageOf(two.url, 'bert');
  const id = addPoint(anna.doc, draft('只留一次'));
  await hasPoints(bert, 1);
  deletePoints(anna.doc, [id]);
  await hasPoints(bert, 0);
  const keeping = nodes.log.rows.filter(({ removed = [] }) => removed.length > 0);
  expect(keeping).toHaveLength(1);
  expect(textsKept(nodes.log)).toEqual(['只留一次']);
});

test('[DU8] two who delete it on two nodes at the same moment leave it kept once', async () => {
  await using nodes = createTestNodes();
  const [one, two] = [await nodes.start(), await nodes.start()];
  using anna = await pageOf(one.url, 'anna');
  using facilitator = await pageOf(two.url, 'facilitator');
  const id = addPoint(anna.doc, draft('两人同时删'));
  await hasPoints(facilitator, 1);
  const gate = deferred();
  nodes.log.gate = gate.promise;
  deletePoints(anna.doc, [id]);
  deletePoints(facilitator.doc, [id]);
  await until(() => expect(nodes.log.appends).toBe(3));
  gate.resolve();
  await until(() => expect(nodes.log.rows).toHaveLength(3));
  expect(textsKept(nodes.log)).toEqual(['两人同时删']);
});

test('[DU8] while the log is out of reach nothing is kept, and afterwards all of it with the commit, once', async () => {
  await using server = await startTestServer();
  const { log } = server;
  using anna = await pageOf(server.url, 'anna');
  using bert = await pageOf(server.url, 'bert');
  const ids = ['一', '二'].map((text) => addPoint(anna.doc, draft(text)));
  await hasPoints(bert, 2);
  await until(() => expect(log.rows.length).toBeGreaterThan(0));
  const rows = log.rows.length;
  log.outage = new Error('no database');
  for (const id of ids) deletePoints(anna.doc, [id]);
  await hasPoints(bert, 0);
  const appends = log.appends;
  await until(() => expect(log.appends).toBeGreaterThan(appends + 2));
  expect(log.removedOf('s1')).toEqual([]);
  // The answer of the first append that succeeds is lost as well.
  const append = log.append;
  let isFirst = true;
  log.append = async (entries) => {
    await append(entries);
    if (log.outage !== null || !isFirst) return;
    isFirst = false;
    throw new Error('the connection broke after the commit');
  };
  log.outage = null;
  await until(() => expect(log.rows.length).toBeGreaterThanOrEqual(rows + 4));
  expect(textsKept(log).sort()).toEqual(['一', '二']);
});

test('[DU8] a deletion that is refused keeps nothing, nor does what deletes nothing', async () => {
  await using server = await startTestServer();
  using anna = await pageOf(server.url, 'anna');
  using facilitator = await pageOf(server.url, 'facilitator');
  const [first = '', second = '', third = ''] = ['一', '二', '三'].map((text) => addPoint(anna.doc, draft(text)));
  await hasPoints(facilitator, 3);
  const forger = connectClient(server.url, 's1', { personId: 'forger' });
  await forger.synced();
  deletePoints(forger.doc, [first]);
  expect(await forger.refused()).toBe(CLOSE_CODES.forbidden);
  forger[Symbol.dispose]();

  placePoint(facilitator.doc, first, { themeId: 'theme-2', x: 1, y: 2 });
  mergePoints(facilitator.doc, [first, second], { authorId: 'facilitator', author: '王芳' });
  editPointText(anna.doc, third, '');
  await until(() => expect(readPoint(facilitator.doc, third)?.text).toBe(''));
  // Nothing is lost with a point that says nothing.
  deletePoints(anna.doc, [third]);
  await hasPoints(facilitator, 2);
  await until(() => expect(server.sync.readPoints('s1', [third])).resolves.toEqual([]));
  expect(server.log.rows.flatMap(({ removed = [] }) => removed)).toEqual([]);
});

test('[DU8] what undo puts in the place of a record is no deletion; deleted again, the newer words are kept', async () => {
  await using server = await startTestServer();
  using anna = await pageOf(server.url, 'anna');
  using bert = await pageOf(server.url, 'bert');
  const undo = createUndo(anna.doc);
  const id = addPoint(anna.doc, draft('先前的话'));
  await hasPoints(bert, 1);
  undo.stopCapturing();
  deletePoints(anna.doc, [id], OWN_EDIT);
  await hasPoints(bert, 0);
  undo.undo();
  await hasPoints(bert, 1);
  editPointText(anna.doc, id, '后来的话');
  await until(() => expect(readPoint(bert.doc, id)?.text).toBe('后来的话'));
  deletePoints(anna.doc, [id]);
  await until(() => expect(textsKept(server.log)).toEqual(['后来的话']));
});

test('[DU8] what was deleted and taken back before it was sent is no deletion', async () => {
  await using server = await startTestServer();
  using anna = await pageOf(server.url, 'anna');
  using bert = await pageOf(server.url, 'bert');
  const undo = createUndo(anna.doc);
  const id = addPoint(anna.doc, draft('一直都在'));
  await hasPoints(bert, 1);
  anna.provider.disconnect();
  undo.stopCapturing();
  deletePoints(anna.doc, [id], OWN_EDIT);
  undo.undo();
  editPointText(anna.doc, id, '一直都在，改过');
  anna.provider.connect();
  await until(() => expect(readPoint(bert.doc, id)?.text).toBe('一直都在，改过'));
  await until(() => expect(server.log.rows.length).toBeGreaterThan(1));
  expect(server.log.rows.flatMap(({ removed = [] }) => removed)).toEqual([]);
});

test('[DU8] a deletion by a struct that stands over the record is one as well', async () => {
  await using server = await startTestServer();
  using anna = await pageOf(server.url, 'anna');
  using bert = await pageOf(server.url, 'bert');
  const id = addPoint(anna.doc, draft('盖住的'));
  await hasPoints(bert, 1);
  const origin = (recordsOf(anna.doc).get(id) as Y.Map<unknown>)._item?.lastId;
  if (origin === undefined) throw new Error('no such item');
  const raw = await connectRaw(server.url, 's1', 'anna');
  const over = { origin, parent: RECORDS, key: id, content: new Y.ContentDeleted(1) };
  raw.socket.send(updateFrame(forgeUpdate(4_711, 0, [over], [[4_711, 0, 1]])));
  await hasPoints(bert, 0);
  await until(() => expect(textsKept(server.log)).toEqual(['盖住的']));
  raw[Symbol.dispose]();
});

test('[DU6] what is kept counts among what waits for the log', async () => {
  await using server = await startTestServer();
  using anna = await pageOf(server.url, 'anna');
  using bert = await pageOf(server.url, 'bert');
  const id = addPoint(anna.doc, draft('长'.repeat(500)));
  await hasPoints(bert, 1);
  const unsaved = async () => Number(/^gongyi_sync_unsaved_bytes (\d+)/m.exec(await server.sync.metrics())?.[1]);
  await until(async () => expect(await unsaved()).toBe(0));
  server.log.outage = new Error('no database');
  deletePoints(anna.doc, [id]);
  await hasPoints(bert, 0);
  expect(await unsaved()).toBeGreaterThan(1_500);
  server.log.outage = null;
  await until(async () => expect(await unsaved()).toBe(0));
});

test('[DU8] what the server itself removes is not kept', async () => {
  await using server = await startTestServer();
  const id = await server.sync.changeDocument('s1', (doc) => addPoint(doc, draft('旧版本')));
  await server.sync.changeDocument('s1', (doc) => deletePoints(doc, [id]));
  expect(server.log.removedOf('s1')).toEqual([]);
});
