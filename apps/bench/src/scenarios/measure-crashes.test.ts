import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { clocksAfter, writeEditScript } from '../load/edit-script.ts';
import { countLost } from './measure-crashes.ts';

const CLIENT_ID = 7;
const EDITS = 30;
const script = writeEditScript({
  clientId: CLIENT_ID,
  authorId: 'a',
  author: '王芳',
  edits: EDITS,
  themeIds: ['theme-1'],
  kind: 'work',
});
const updates = script.map(({ update }) => update);

function clockOf(update: Uint8Array): number {
  return clocksAfter(update).get(CLIENT_ID) ?? 0;
}

function answerOf(kept: readonly Uint8Array[]): Uint8Array {
  const doc = new Y.Doc();
  for (const update of kept) Y.applyUpdate(doc, update);
  return Y.encodeStateAsUpdate(doc);
}

test('a server that kept everything has lost nothing', () => {
  expect(countLost(script, EDITS, clockOf(answerOf(updates)))).toBe(0);
});

test.each([0, 1, 17, EDITS - 1])(
  'a server that kept the first %i of what it acknowledged has lost the rest',
  (kept) => {
    expect(countLost(script, EDITS, clockOf(answerOf(updates.slice(0, kept))))).toBe(EDITS - kept);
  },
);

test('what was never acknowledged cannot be lost', () => {
  expect(countLost(script, 0, 0)).toBe(0);
});

test('what stands behind a gap is lost too, because nobody can show it', () => {
  const answer = answerOf(updates.filter((_, at) => at !== 10));
  expect(countLost(script, EDITS, clockOf(answer))).toBe(EDITS - 10);
});
