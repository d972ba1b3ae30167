import { addPoint, readPoints } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { mergeStored } from './merge-stored.ts';

function storedPoints(count: number) {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (let n = 0; n < count; n++) addPoint(doc, pointDraft({ text: `第${n}条` }));
  return { doc, stored: { snapshot: null, updates } };
}

test('[DU7] a snapshot says what the rows said', () => {
  const { doc, stored } = storedPoints(300);
  const merged = mergeStored(stored);
  const again = new Y.Doc();
  if (merged !== null) Y.applyUpdateV2(again, merged);
  expect(readPoints(again)).toEqual(readPoints(doc));
  expect(readPoints(again)).toHaveLength(300);
});

test('[DU7] nothing is made of rows that cannot be read', () => {
  const { stored } = storedPoints(3);
  const updates = [...stored.updates, new Uint8Array([1, 2, 3])];
  expect(mergeStored({ ...stored, updates })).toBeNull();
});
