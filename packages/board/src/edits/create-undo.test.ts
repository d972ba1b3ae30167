import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { themeAreas } from '../geometry/theme-areas.ts';
import { readPoint, readPoints } from '../model/point.ts';
import { pointDraft } from '../test/point-draft.ts';
import { createUndo } from './create-undo.ts';
import { addPoint, deletePoints, editPointText, placePoint } from './point-operations.ts';
import { settleOwnPlaces } from './settle-own-places.ts';

test('takes back and repeats own edits only', () => {
  const doc = new Y.Doc();
  const theirs = addPoint(doc, pointDraft({ text: '别人的' }), 'remote');
  const undo = createUndo(doc);
  const own = addPoint(doc, pointDraft({ text: '自己的' }));
  editPointText(doc, theirs, '别人的，又改了', 'remote');
  undo.undo();
  expect(readPoints(doc).map(({ text }) => text)).toEqual(['别人的，又改了']);
  expect(undo.canUndo()).toBe(false);
  undo.redo();
  expect(readPoint(doc, own)?.text).toBe('自己的');
  undo.destroy();
});

test('brings a deleted card back whole, with what others had written on it', () => {
  const doc = new Y.Doc();
  const id = addPoint(doc, pointDraft({ source: 'peers' }));
  editPointText(doc, id, '别人补充的', 'remote');
  const before = readPoint(doc, id);
  const undo = createUndo(doc);
  deletePoints(doc, [id]);
  undo.undo();
  expect(readPoint(doc, id)).toEqual(before);
  undo.destroy();
});

test('a card that two have moved at once keeps a place, whoever takes it back', () => {
  // Whose move counts is decided by the client ids.
  for (const clientIDs of [
    [1, 2],
    [2, 1],
  ] as const) {
    const [mine, theirs] = clientIDs.map((clientID) => Object.assign(new Y.Doc(), { clientID })) as [Y.Doc, Y.Doc];
    const id = addPoint(theirs, pointDraft());
    Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs));
    const undo = createUndo(mine);
    placePoint(mine, id, { themeId: 'theme-2', x: 1, y: 1 });
    placePoint(theirs, id, { themeId: 'theme-2', x: 2, y: 2 });
    Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs));
    undo.undo();
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine));
    expect(readPoint(mine, id)?.x).toBeGreaterThan(0);
    expect(readPoint(theirs, id)).toEqual(readPoint(mine, id));
    undo.destroy();
  }
});

test('a move is taken back whole', () => {
  const doc = new Y.Doc();
  const id = addPoint(doc, pointDraft({ x: 10, y: 20 }));
  const undo = createUndo(doc);
  placePoint(doc, id, { themeId: 'theme-2', x: 30, y: 40 });
  undo.undo();
  expect(readPoint(doc, id)).toMatchObject({ themeId: 'theme-1', x: 10, y: 20 });
  undo.destroy();
});

test('settling a place is nobody’s edit, so undo passes it over', () => {
  const doc = new Y.Doc();
  addPoint(doc, pointDraft());
  addPoint(doc, pointDraft());
  const undo = createUndo(doc);
  expect(settleOwnPlaces(doc, 'person-1', themeAreas([{ id: 'theme-1', prompts: [] }]))).toBe(1);
  expect(undo.canUndo()).toBe(false);
  undo.destroy();
});
