import { expect, it } from 'vitest';
import { createInkLine } from './ink-line.ts';
import { distanceToLine, type Position } from './line-distance.ts';

function spiral(points: number): Position[] {
  return Array.from({ length: points }, (_, at) => ({
    x: at * 0.02 * Math.cos(at / 20),
    y: at * 0.02 * Math.sin(at / 20),
  }));
}

it('has every part of a long line, in far fewer points', () => {
  const drawn = spiral(5_000);
  const line = createInkLine(drawn[0] as Position, 0.75);
  for (const at of drawn) line.add(at);
  const whole = line.whole();
  expect(whole.at(0)).toEqual(drawn.at(0));
  expect(whole.at(-1)).toEqual(drawn.at(-1));
  expect(whole.length).toBeLessThan(drawn.length / 2);
  for (const at of drawn) {
    const nearest = Math.min(...whole.slice(1).map((to, before) => distanceToLine(at, whole[before] ?? to, to)));
    expect(nearest).toBeLessThanOrEqual(0.75);
  }
});

it('changes only its last part while it is drawn', () => {
  const drawn = spiral(1_000);
  const line = createInkLine(drawn[0] as Position, 0.75);
  let settled: readonly Position[] = [];
  for (const at of drawn) {
    line.add(at);
    expect(line.settled().slice(0, settled.length)).toEqual(settled);
    settled = [...line.settled()];
    expect(line.fresh().length).toBeLessThan(200);
    expect(line.fresh()[0]).toEqual(settled.at(-1));
  }
});

it('is a dot when the pointer did not move', () => {
  const line = createInkLine({ x: 5, y: 6 }, 1);
  line.add({ x: 5, y: 6 });
  expect(line.whole()).toEqual([{ x: 5, y: 6 }]);
});
