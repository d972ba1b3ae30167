import { distanceToLine, type Position } from './line-distance.ts';

/**
 * A line through as few of its points as keep its shape: none of those left out is further than
 * `tolerance` from what is left. The first and the last stay.
 *
 * Ramer, “An iterative procedure for the polygonal approximation of plane curves”, Computer
 * Graphics and Image Processing 1 (1972); Douglas and Peucker, Cartographica 10 (1973). Distances
 * are to the line between two points and not to the endless one through them, so a line that goes
 * back over itself keeps its turning points.
 */
export function simplifyLine(points: readonly Position[], tolerance: number): Position[] {
  const isKept = new Uint8Array(points.length);
  const spans: [first: number, last: number][] = [[0, points.length - 1]];
  for (let span = spans.pop(); span !== undefined; span = spans.pop()) {
    const [first, last] = span;
    const [from, to] = [points[first], points[last]];
    if (from === undefined || to === undefined) continue;
    isKept[first] = 1;
    isKept[last] = 1;
    let [farthest, distance] = [first, tolerance];
    for (let at = first + 1; at < last; at++) {
      const away = distanceToLine(points[at] ?? from, from, to);
      if (away > distance) [farthest, distance] = [at, away];
    }
    if (farthest !== first) spans.push([first, farthest], [farthest, last]);
  }
  return points.filter((_, at) => isKept[at] === 1);
}
