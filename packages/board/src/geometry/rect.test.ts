import { expect, test } from 'vitest';
import { boundsOf, contains, grown, intersection, meets, widened } from './rect.ts';

const rect = (x: number, y: number, w: number, h: number) => ({ x, y, w, h });

test('bounds contain all parts and no more, points among them', () => {
  expect(boundsOf([rect(10, 20, 5, 5), { x: -3, y: 40 }])).toEqual(rect(-3, 20, 18, 20));
  expect(boundsOf([])).toEqual(rect(0, 0, 0, 0));
});

test('what two rectangles have in common is in both, and nothing when they are apart', () => {
  const [a, b] = [rect(0, 0, 10, 10), rect(6, -2, 10, 5)];
  const both = intersection(a, b);
  expect(both).toEqual(rect(6, 0, 4, 3));
  for (const one of [a, b]) expect(contains(one, both ?? one)).toBe(true);
  expect(intersection(a, rect(11, 0, 1, 1))).toBeNull();
});

test('edges that touch meet, also those of a line without height', () => {
  expect(meets(rect(0, 0, 10, 10), rect(10, 5, 10, 0))).toBe(true);
  expect(meets(rect(0, 0, 10, 10), rect(10.5, 5, 10, 0))).toBe(false);
  // On each of the four sides; containing oneself is no more than touching, too.
  const middle = rect(10, 10, 10, 10);
  for (const [x, y] of [
    [0, 10],
    [20, 10],
    [10, 0],
    [10, 20],
  ] as const) {
    expect(meets(middle, rect(x, y, 10, 10))).toBe(true);
    expect(intersection(middle, rect(x, y, 10, 10))).not.toBeNull();
    const away = rect(x + Math.sign(x - 10), y + Math.sign(y - 10), 10, 10);
    expect(meets(middle, away)).toBe(false);
    expect(contains(middle, away)).toBe(false);
  }
  expect(contains(middle, middle)).toBe(true);
});

test('growing is by a share of the size, widening by pixels, on each side', () => {
  expect(grown(rect(0, 0, 10, 20), 0.5)).toEqual(rect(-5, -10, 20, 40));
  expect(widened(rect(0, 0, 10, 20), 3)).toEqual(rect(-3, -3, 16, 26));
});
