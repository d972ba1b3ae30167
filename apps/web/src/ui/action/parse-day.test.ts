import { expect, test } from 'vitest';
import { parseDay } from './parse-day.ts';

test.each(['2026-06-30', '2026/6/30', '2026.6.30', '2026年6月30日', '20260630', ' ２０２６-06-30 '])(
  '%j is a day',
  (typed) => {
    expect(parseDay(typed)).toBe('2026-06-30');
  },
);

test.each(['', '2026-02-30', '2026-13-01', '30.6.2026', '2026-06', '明天', '1999-01-01'])('%j is none', (typed) => {
  expect(parseDay(typed)).toBeNull();
});
