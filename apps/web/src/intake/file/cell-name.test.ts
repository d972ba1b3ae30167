import { expect, test } from 'vitest';
import { cellName, columnOf, letterOf } from './cell-name.ts';

test.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [701, 'ZZ'],
  [702, 'AAA'],
  [16_383, 'XFD'],
])('column %i is %s', (column, letters) => {
  expect([letterOf(column), columnOf(letters)]).toEqual([letters, column]);
});

test('a cell is named by its column and row', () => {
  expect(cellName(1_048_575, 16_383)).toBe('XFD1048576');
});
