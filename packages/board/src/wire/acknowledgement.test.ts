import { expect, test } from 'vitest';
import { createUnacknowledgedEdits } from './acknowledgement.ts';

function withEdits(count: number) {
  const edits = createUnacknowledgedEdits();
  for (let n = 0; n < count; n += 1) edits.edited();
  return edits;
}

test('a mark is of all edits until then; asked again there is none until something is edited', () => {
  const edits = withEdits(2);
  expect(edits.nextMark()).toBe(2);
  expect(edits.nextMark()).toBeNull();
  edits.edited();
  expect(edits.nextMark()).toBe(3);
  expect(createUnacknowledgedEdits().nextMark()).toBeNull();
});

test('what was edited after a mark is not stored when the mark comes back', () => {
  const edits = withEdits(2);
  const mark = edits.nextMark() ?? 0;
  edits.edited();
  expect(edits.count).toBe(3);
  edits.acknowledged(mark);
  expect(edits.count).toBe(1);
});

test('no answer stores more than was asked, nor takes back what was stored', () => {
  const edits = withEdits(2);
  edits.acknowledged(1);
  expect(edits.count).toBe(2);
  edits.nextMark();
  edits.acknowledged(3);
  expect(edits.count).toBe(2);
  edits.acknowledged(2);
  edits.acknowledged(1);
  expect(edits.count).toBe(0);
});

test('a new connection is asked again for what the last one did not confirm, and knows nothing of its marks', () => {
  const edits = withEdits(1);
  edits.acknowledged(edits.nextMark() ?? 0);
  edits.edited();
  const lost = edits.nextMark() ?? 0;
  edits.disconnected();
  // An answer to what the lost connection was asked proves nothing of this one.
  edits.acknowledged(lost);
  expect(edits.count).toBe(1);
  expect(edits.nextMark()).toBe(2);
  edits.acknowledged(2);
  expect(edits.count).toBe(0);
  edits.disconnected();
  expect(edits.nextMark()).toBeNull();
});
