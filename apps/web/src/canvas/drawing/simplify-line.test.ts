import { SEEDS, seededRandom } from '@gongyi/board/testing';
import { expect, it } from 'vitest';
import { distanceToLine, type Position } from './line-distance.ts';
import { simplifyLine } from './simplify-line.ts';

it('leaves the ends of a straight line', () => {
  const straight = Array.from({ length: 50 }, (_, at) => ({ x: at * 3, y: at * 2 }));
  expect(simplifyLine(straight, 0.5)).toEqual([straight[0], straight[49]]);
});

it('keeps corners, and the turning point of a line that goes back over itself', () => {
  const there = Array.from({ length: 20 }, (_, at) => ({ x: at, y: 0 }));
  const down = Array.from({ length: 20 }, (_, at) => ({ x: 19, y: at }));
  expect(simplifyLine([...there, ...down], 0.5)).toEqual([there[0], there[19], down[19]]);
  expect(simplifyLine([...there, ...there.toReversed()], 0.5)).toContainEqual(there[19]);
});

it('leaves a dot and a closed line what they are', () => {
  expect(simplifyLine([{ x: 3, y: 4 }], 1)).toEqual([{ x: 3, y: 4 }]);
  const square = [
    { x: 0, y: 0 },
    { x: 9, y: 0 },
    { x: 9, y: 9 },
    { x: 0, y: 9 },
    { x: 0, y: 0 },
  ];
  expect(simplifyLine(square, 1)).toEqual(square);
});

it.each(SEEDS)('leaves out no point that is further away than the tolerance (seed %i)', (seed) => {
  const random = seededRandom(seed);
  let [x, y] = [0, 0];
  const line: Position[] = Array.from({ length: 400 }, () => {
    x += random.below(13) - 6;
    y += random.below(13) - 6;
    return { x, y };
  });
  const kept = simplifyLine(line, 2);
  expect(kept.length).toBeLessThan(line.length);
  // Each point lies beside the part of the line that stands for it.
  let after = 0;
  for (const [at, point] of line.entries()) {
    if (point === kept[after + 1]) after++;
    const [from, to] = [kept[after], kept[after + 1] ?? kept[after]];
    if (from === undefined || to === undefined) throw new Error(`nothing stands for point ${at}`);
    expect(distanceToLine(point, from, to)).toBeLessThanOrEqual(2);
  }
});
