import { expect, test } from 'vitest';
import { timeAgo } from './time-ago.ts';

const NOW = new Date('2026-03-02T08:00:00Z');

test.each([
  ['2026-03-02T08:05:00Z', 'now'],
  ['2026-03-02T07:59:00.001Z', 'now'],
  ['2026-03-02T07:59:00Z', { value: 1, unit: 'minute' }],
  ['2026-03-02T07:00:00.001Z', { value: 59, unit: 'minute' }],
  ['2026-03-02T07:00:00Z', { value: 1, unit: 'hour' }],
  ['2026-03-01T08:00:00Z', { value: 1, unit: 'day' }],
  ['2026-02-01T08:00:00Z', { value: 29, unit: 'day' }],
  ['2026-01-31T08:00:00Z', null],
])('%s is %j ago', (instant, expected) => {
  expect(timeAgo(new Date(instant), NOW)).toEqual(expected);
});
