import { expect, test } from 'vitest';
import { inTopRow } from './corner-room.ts';

test.each([
  ['in the middle', { left: 130, right: 1_300 }, 420],
  ['beside what is on the right', { left: 130, right: 950 }, 350],
  ['beside what is on the left', { left: 500, right: 1_300 }, 500],
  ['filling what is left', { left: 350, right: 950 }, 350],
  ['not at all', { left: 350, right: 949 }, null],
])('a bar stands %s of the topmost row', (_, room, place) => {
  expect(inTopRow(1_440, 600, room)).toBe(place);
});
