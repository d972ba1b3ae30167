import { MAX_COORDINATE } from '@gongyi/board';
import { LIMITS } from '@gongyi/domain';
import type { Position } from './line-distance.ts';

/**
 * A drawn line as strokes keep it: the place of its first point, then the way to each next one, all
 * in whole page pixels. One that has more points than a stroke may have becomes several, each
 * beginning where the one before it ends.
 */
export function pathsOf(line: readonly Position[], mostPoints: number = LIMITS.strokePoints): number[][] {
  const points = withoutRepeats(line.map(({ x, y }) => ({ x: storable(x), y: storable(y) })));
  const paths: number[][] = [];
  for (let first = 0; first === 0 || first < points.length - 1; first += mostPoints - 1) {
    paths.push(pathOf(points.slice(first, first + mostPoints)));
  }
  return paths;
}

export function pointsOf(path: readonly number[]): Position[] {
  const points: Position[] = [];
  let [x, y] = [0, 0];
  for (let at = 0; at + 1 < path.length; at += 2) {
    x += path[at] ?? 0;
    y += path[at + 1] ?? 0;
    points.push({ x, y });
  }
  return points;
}

function pathOf(points: readonly Position[]): number[] {
  let before: Position = { x: 0, y: 0 };
  return points.flatMap((point) => {
    const step = [point.x - before.x, point.y - before.y];
    before = point;
    return step;
  });
}

/** Further out there is no canvas: the line goes on along its edge. */
function storable(coordinate: number): number {
  return Math.round(Math.max(-MAX_COORDINATE, Math.min(coordinate, MAX_COORDINATE)));
}

function withoutRepeats(points: readonly Position[]): Position[] {
  return points.filter((point, at) => {
    const before = points[at - 1];
    return before === undefined || before.x !== point.x || before.y !== point.y;
  });
}
