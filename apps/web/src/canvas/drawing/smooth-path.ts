import type { Position } from './line-distance.ts';

/**
 * Page pixels: so far from a point that it bends at may the smooth line pass it by. A curve, which
 * bends a little at each of its points, becomes one curve; the corner between two long lines stays
 * a corner.
 */
const MOST_CUT = 3;

/** A line as the `d` of an SVG path, which a canvas's `Path2D` reads as well. */
export function smoothPath(points: readonly Position[]): string {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (first === undefined) return '';
  // With round ends a line of next to no length is a dot; one of none is nothing.
  if (last === undefined) return `M${first.x} ${first.y}h.01`;
  const parts = [`M${written(first)}`];
  for (let at = 1; at < points.length - 1; at++) {
    const [before, bend, after] = points.slice(at - 1, at + 2) as [Position, Position, Position];
    const from = roundedFrom(before, bend, after);
    parts.push(`L${written(towards(bend, before, from))}Q${written(bend)} ${written(towards(bend, after, from))}`);
  }
  parts.push(`L${written(last)}`);
  return parts.join('');
}

/**
 * How far before a bend the rounding may begin. A parabola from there passes the bend in half that
 * distance times the sine of half the turn, and the difference of the two directions is twice that
 * sine.
 */
function roundedFrom(before: Position, bend: Position, after: Position): number {
  const [inX, inY] = direction(before, bend);
  const [outX, outY] = direction(bend, after);
  return (4 * MOST_CUT) / Math.hypot(outX - inX, outY - inY);
}

function direction(from: Position, to: Position): [x: number, y: number] {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  return length === 0 ? [0, 0] : [(to.x - from.x) / length, (to.y - from.y) / length];
}

/** So far from the bend, but to the middle of the way at most. */
function towards(bend: Position, { x, y }: Position, distance: number): Position {
  const length = Math.hypot(x - bend.x, y - bend.y);
  const share = length === 0 ? 0 : Math.min(0.5, distance / length);
  return { x: bend.x + (x - bend.x) * share, y: bend.y + (y - bend.y) * share };
}

function written({ x, y }: Position): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}
