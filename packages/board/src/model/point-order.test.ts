import { expect, test } from 'vitest';
import { comparePoints } from './point.ts';

const aged = (id: string, createdAt: string) => ({ id, createdAt });

test('the oldest comes first, and of the same instant the lesser id, whatever the order was', () => {
  const sorted = [
    aged('z', '2026-11-22T08:59:59.999Z'),
    aged('a', '2026-11-22T09:00:00.000Z'),
    aged('b', '2026-11-22T09:00:00.000Z'),
    aged('A', '2026-11-22T09:00:00.001Z'),
  ];
  expect([...sorted].reverse().sort(comparePoints)).toEqual(sorted);
  expect([...sorted].sort(comparePoints)).toEqual(sorted);
  for (const point of sorted) expect(comparePoints(point, { ...point })).toBe(0);
});
