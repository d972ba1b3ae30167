import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { addPoint, createUndo, deletePoints, recordTrace } from '../index.ts';

test('an id is known as there, as deleted also to whoever loads the document later, and as there again after undo', () => {
  const doc = new Y.Doc();
  const undo = createUndo(doc);
  const id = addPoint(doc, { themeId: 'roads', text: 'Lamp', authorId: 'a', author: 'A', x: 0, y: 0 });
  undo.stopCapturing();
  expect([recordTrace(doc, id), recordTrace(doc, 'another')]).toEqual(['there', 'none']);
  deletePoints(doc, [id]);
  expect(recordTrace(doc, id)).toBe('deleted');
  const later = new Y.Doc();
  Y.applyUpdate(later, Y.encodeStateAsUpdate(doc));
  expect(recordTrace(later, id)).toBe('deleted');
  undo.undo();
  expect(recordTrace(doc, id)).toBe('there');
});
