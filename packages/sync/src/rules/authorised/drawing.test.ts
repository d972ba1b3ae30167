import {
  addStroke,
  createUndo,
  deleteStrokes,
  observePoints,
  readPoints,
  readStroke,
  readStrokes,
  type Stroke,
} from '@gongyi/board';
import { strokeDraft } from '@gongyi/board/testing';
import type { StrokeId } from '@gongyi/domain';
import { expect, test } from 'vitest';
import { connectClient, type TestClient } from '../../test/connect-client.ts';
import { documentFrom } from '../../test/document-from.ts';
import { documentOf } from '../../test/document-of.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { until } from '../../test/until.ts';

const ID = 'a-stroke' as StrokeId;
/** What a room remembers lasts as long as the room. */
const startLastingServer = () => startTestServer({ timing: { unloadDelayMs: 60_000 } });

async function serverSays(server: TestServer, strokes: readonly Stroke[]) {
  await until(async () => expect(readStrokes(await documentOf(server))).toEqual(strokes));
}

async function connectAll(server: TestServer, people: readonly string[]): Promise<TestClient[]> {
  const clients = people.map((personId) => connectClient(server.url, 's1', { personId }));
  await Promise.all(clients.map((client) => client.synced()));
  return clients;
}

test('[AU23] what is drawn reaches the others and the log as it is, and readers of points hear nothing of it', async () => {
  await using server = await startLastingServer();
  const [wang, li] = (await connectAll(server, ['wang', 'li'])) as [TestClient, TestClient];
  using _wang = wang;
  using _li = li;
  const heard: unknown[] = [];
  observePoints(li.doc, (change) => heard.push(change));
  addStroke(wang.doc, strokeDraft({ authorId: 'wang', path: [10, 20, -3, 4], color: 'green', width: 'bold' }));
  const drawn = readStrokes(wang.doc);
  await until(() => expect(readStrokes(li.doc)).toEqual(drawn));
  await until(async () => expect(readStrokes(await documentFrom(server.log, 's1'))).toEqual(drawn));
  expect(drawn).toMatchObject([{ path: [10, 20, -3, 4], color: 'green', width: 'bold', authorId: 'wang' }]);
  expect(heard).toEqual([]);
  expect(await server.sync.readPoints('s1', [drawn[0]?.id ?? ''])).toEqual([]);
  expect(readPoints(li.doc)).toEqual([]);
});

test('[AU19][AU23] a line is taken back, drawn again, erased and brought back, in two tabs of one person', async () => {
  await using server = await startLastingServer();
  const [one, two] = (await connectAll(server, ['wang', 'wang'])) as [TestClient, TestClient];
  using _one = one;
  using _two = two;
  const [undo, undoOfTwo] = [createUndo(one.doc), createUndo(two.doc)];
  addStroke(one.doc, strokeDraft({ id: ID, authorId: 'wang' }));
  const drawn = readStrokes(one.doc);
  await serverSays(server, drawn);
  await until(() => expect(readStrokes(two.doc)).toEqual(drawn));
  undo.undo();
  await serverSays(server, []);
  // The line that it erases below must be the new one.
  await until(() => expect(readStrokes(two.doc)).toEqual([]));
  undo.redo();
  await serverSays(server, drawn);
  await until(() => expect(readStrokes(two.doc)).toEqual(drawn));
  deleteStrokes(two.doc, [ID]);
  await serverSays(server, []);
  undoOfTwo.undo();
  await serverSays(server, drawn);
  undoOfTwo.redo();
  await serverSays(server, []);
  expect(server.refusals).toEqual([]);
});

test('[AU19][AU23] two tabs that erased one line without a connection both bring it back', async () => {
  await using server = await startLastingServer();
  const tabs = await connectAll(server, ['wang', 'wang']);
  const [one, two] = tabs as [TestClient, TestClient];
  using _one = one;
  using _two = two;
  addStroke(one.doc, strokeDraft({ id: ID, authorId: 'wang' }));
  const drawn = readStrokes(one.doc);
  await until(() => expect(readStrokes(two.doc)).toEqual(drawn));
  for (const { doc, provider } of tabs) {
    const undo = createUndo(doc);
    provider.disconnect();
    deleteStrokes(doc, [ID]);
    undo.undo();
  }
  for (const { provider } of tabs) provider.connect();
  await until(() => expect(tabs.every(({ provider }) => provider.synced)).toBe(true));
  const mark = addStroke(one.doc, strokeDraft({ authorId: 'wang' }));
  await until(() => expect(readStroke(two.doc, mark)).not.toBeNull());
  for (const { doc } of tabs) expect(readStroke(doc, ID)).toEqual(drawn[0]);
  expect(readStroke(await documentOf(server), ID)).toEqual(drawn[0]);
  expect(server.refusals).toEqual([]);
});

test('[AU19][AU23] what was drawn and erased without a connection is taken when the page is back', async () => {
  await using server = await startLastingServer();
  const [wang] = (await connectAll(server, ['wang'])) as [TestClient];
  using _wang = wang;
  addStroke(wang.doc, strokeDraft({ id: ID, authorId: 'wang' }));
  await serverSays(server, readStrokes(wang.doc));
  const undo = createUndo(wang.doc);
  wang.provider.disconnect();
  deleteStrokes(wang.doc, [ID]);
  undo.stopCapturing();
  for (const color of ['red', 'blue', 'ink'] as const) {
    addStroke(wang.doc, strokeDraft({ authorId: 'wang', color }));
    undo.stopCapturing();
  }
  undo.undo();
  undo.undo();
  undo.redo();
  wang.provider.connect();
  const left = readStrokes(wang.doc);
  expect(left.map(({ color }) => color).sort()).toEqual(['blue', 'red']);
  await serverSays(server, left);
  expect(server.refusals).toEqual([]);
});

test('[AU19][AU23] whoever may erase anybody’s line takes that back, also when the room has been forgotten', async () => {
  await using first = await startTestServer();
  const { log } = first;
  const drawn = strokeDraft({ id: ID, authorId: 'wang' });
  await first.sync.changeDocument('s1', (doc) => void addStroke(doc, drawn));
  const before = readStrokes(await documentOf(first));
  using facilitator = connectClient(first.url, 's1', { personId: 'facilitator' });
  await facilitator.synced();
  const undo = createUndo(facilitator.doc);
  deleteStrokes(facilitator.doc, [ID]);
  await serverSays(first, []);
  undo.undo();
  await serverSays(first, before);
  undo.redo();
  await serverSays(first, []);
  facilitator.provider.disconnect();
  await first.empty();
  await using second = await startTestServer({ log });
  using back = connectClient(second.url, 's1', { personId: 'facilitator', doc: facilitator.doc });
  await back.synced();
  undo.undo();
  await serverSays(second, before);
  expect([...first.refusals, ...second.refusals]).toEqual([]);
});
