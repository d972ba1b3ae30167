import { MAX_COORDINATE } from '@gongyi/board';
import { SEEDS, seededRandom } from '@gongyi/board/testing';
import { LIMITS } from '@gongyi/domain';
import { expect, it } from 'vitest';
import { pathsOf, pointsOf } from './stroke-path.ts';

it('keeps the first point and the way to each next one, in whole pixels', () => {
  const line = [
    { x: 100.4, y: -20.6 },
    { x: 103, y: -20.6 },
    { x: 99.6, y: 4 },
  ];
  expect(pathsOf(line)).toEqual([[100, -21, 3, 0, -3, 25]]);
  expect(pointsOf([100, -21, 3, 0, -3, 25])).toEqual([
    { x: 100, y: -21 },
    { x: 103, y: -21 },
    { x: 100, y: 4 },
  ]);
});

it('makes one point of those that fall together, and a dot of nothing else', () => {
  expect(
    pathsOf([
      { x: 7.1, y: 8 },
      { x: 6.9, y: 8.2 },
    ]),
  ).toEqual([[7, 8]]);
});

it('makes several strokes of a line that is too long for one, each going on where the one before ends', () => {
  const line = Array.from({ length: 10 }, (_, at) => ({ x: at * at, y: at }));
  const parts = pathsOf(line, 4).map(pointsOf);
  expect(parts.map(({ length }) => length)).toEqual([4, 4, 4]);
  expect(parts.flatMap((part, at) => part.slice(at === 0 ? 0 : 1))).toEqual(line);
  expect(pathsOf(line.slice(0, 4), 4)).toHaveLength(1);
  expect(pathsOf(line.slice(0, 5), 4)).toHaveLength(2);
});

it('stays on the canvas', () => {
  const [path] = pathsOf([
    { x: -2 * MAX_COORDINATE, y: 0 },
    { x: 2 * MAX_COORDINATE, y: 5 },
  ]);
  expect(path).toEqual([-MAX_COORDINATE, 0, 2 * MAX_COORDINATE, 5]);
});

it.each(SEEDS)('loses nothing on the way through strokes (seed %i)', (seed) => {
  const random = seededRandom(seed);
  const line = Array.from({ length: 1 + random.below(3 * LIMITS.strokePoints) }, (_, at) => ({
    x: at + random.below(100) * 2_000,
    y: random.below(2_000) - 1_000,
  }));
  const paths = pathsOf(line);
  expect(Math.max(...paths.map(({ length }) => length))).toBeLessThanOrEqual(2 * LIMITS.strokePoints);
  expect(paths.map(pointsOf).flatMap((part, at) => part.slice(at === 0 ? 0 : 1))).toEqual(line);
});
