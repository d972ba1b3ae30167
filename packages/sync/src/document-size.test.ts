import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createDocumentSize } from './document-size.ts';

test('[BO7] what is counted is corrected by what the document comes to', () => {
  const doc = new Y.Doc();
  const text = doc.getText('text');
  const size = createDocumentSize(doc, 0, 10_000);
  doc.on('update', (update: Uint8Array) => size.add(update.length));
  // Written over and over: far more updates than document.
  for (let n = 0; n < 30; n++) {
    text.delete(0, text.length);
    text.insert(0, 'x'.repeat(1_000));
  }
  expect(size.isFull(0)).toBe(false);
  text.insert(0, 'x'.repeat(10_000));
  expect(size.isFull(1)).toBe(true);
  text.delete(0, text.length);
  // Not measured again at once.
  expect(size.isFull(2)).toBe(true);
  expect(size.isFull(10_000)).toBe(false);
});

test('[BO7] what is stored counts from the beginning', () => {
  const doc = new Y.Doc();
  doc.getText('text').insert(0, 'x'.repeat(10_000));
  expect(createDocumentSize(doc, 9_000, 10_000).isFull(0)).toBe(false);
  expect(createDocumentSize(doc, 10_500, 10_000).isFull(0)).toBe(true);
});
