import { addPoint, deletePoints, readPoints } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createDocumentKeeper } from './document-keeper.ts';

function keeperOf(doc: Y.Doc) {
  return createDocumentKeeper(() => ({
    changeDocument: async (_sessionId, change) => doc.transact(() => change(doc)),
  }));
}

test('what was captured is restored, and the answer is what there was before', async () => {
  const doc = new Y.Doc();
  const keeper = keeperOf(doc);
  const id = addPoint(doc, pointDraft());
  const then = readPoints(doc);
  const captured = await keeper.capture('s1');
  expect(captured.points).toBe(1);
  deletePoints(doc, [id]);
  addPoint(doc, pointDraft());
  const since = readPoints(doc);

  const before = await keeper.restore('s1', captured.document);
  expect(readPoints(doc)).toEqual(then);
  await keeper.restore('s1', before.document);
  expect(readPoints(doc)).toEqual(since);
});

test('a session in which nothing was written can be captured and restored', async () => {
  const doc = new Y.Doc();
  const keeper = keeperOf(doc);
  const empty = await keeper.capture('s1');
  addPoint(doc, pointDraft());
  await keeper.restore('s1', empty.document);
  expect(readPoints(doc)).toEqual([]);
});

test('what cannot be read, or not all of it, changes nothing', async () => {
  const doc = new Y.Doc();
  const keeper = keeperOf(doc);
  addPoint(doc, pointDraft());
  const { document } = await keeper.capture('s1');
  const half = Y.encodeStateAsUpdateV2(doc, Y.encodeStateVector(new Map([[doc.clientID, 3]])));
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (const bad of [new Uint8Array([255, 238, 1]), document.subarray(0, document.length - 4), half]) {
    await expect(keeper.restore('s1', bad)).rejects.toMatchObject({ code: 'snapshotUnreadable' });
  }
  expect(updates).toEqual([]);
});
