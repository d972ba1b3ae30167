import type { Position } from './line-distance.ts';

/**
 * Page pixels. A bend is rounded from so far before its point to so far behind it, and from half way to the next one where that is nearer: the
 * many points of a curve become one curve, and the corner between two long lines stays a corner.
 */
const ROUNDED_FROM = 12;

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
    parts.push(`L${written(towards(bend, before))}Q${written(bend)} ${written(towards(bend, after))}`);
  }
  parts.push(`L${written(last)}`);
  return parts.join('');
}

function towards(bend: Position, { x, y }: Position): Position {
  const length = Math.hypot(x - bend.x, y - bend.y);
  const share = length === 0 ? 0 : Math.min(0.5, ROUNDED_FROM / length);
  return { x: bend.x + (x - bend.x) * share, y: bend.y + (y - bend.y) * share };
}

function written({ x, y }: Position): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}
