import { expect, test } from 'vitest';
import { readTime } from './read-time.ts';

const NOW = new Date(2026, 10, 22, 12).getTime();

test.each([
  ['2026-03-01', new Date(2026, 2, 1)],
  ['2026/3/1', new Date(2026, 2, 1)],
  ['2026.3.1', new Date(2026, 2, 1)],
  ['2026年3月1日', new Date(2026, 2, 1)],
  ['2026-03-01 14:05', new Date(2026, 2, 1, 14, 5)],
  ['2026年3月1日14时5分', new Date(2026, 2, 1, 14, 5)],
  ['46082', new Date(2026, 2, 1)],
])('“%s” is a moment', (cell, date) => {
  expect(readTime(cell, NOW)).toBe(date.toISOString());
});

test.each(['三月初', '2026-13-01', '2026-02-30', '2027-01-01', '1926-01-01', '3/1/2026', '12', '2026-03-01 25:00'])(
  '“%s” is none',
  (cell) => {
    expect(readTime(cell, NOW)).toBeNull();
  },
);
