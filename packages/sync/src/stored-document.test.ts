import { addPoint, readPoints } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { mergeStored } from './stored-document.ts';

function storedPoints(count: number) {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (let n = 0; n < count; n++) addPoint(doc, pointDraft({ text: `第${n}条` }));
  return { doc, stored: { snapshot: null, updates, owners: [], upTo: count } };
}

test('[DU7] a snapshot says what the rows said, and while it is made others have their turn', async () => {
  const { doc, stored } = storedPoints(300);
  const turns: string[] = [];
  const stops: number[] = [];
  const merging = mergeStored(stored, (ms) => stops.push(ms)).then((merged) => {
    turns.push('made');
    return merged;
  });
  setImmediate(() => turns.push('another'));
  const merged = await merging;
  expect(turns).toEqual(['another', 'made']);
  expect(stops.length).toBeGreaterThan(1);
  const again = new Y.Doc();
  if (merged !== null) Y.applyUpdateV2(again, merged);
  expect(readPoints(again)).toEqual(readPoints(doc));
});

test('[DU7] nothing is made of rows that cannot be read', async () => {
  const { stored } = storedPoints(3);
  const updates = [...stored.updates, new Uint8Array([1, 2, 3])];
  expect(await mergeStored({ ...stored, updates })).toBeNull();
});
