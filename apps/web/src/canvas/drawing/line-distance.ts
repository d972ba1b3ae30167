export type Position = { readonly x: number; readonly y: number };

/** From a position to the nearest one of the line between two others. */
export function distanceToLine({ x, y }: Position, from: Position, to: Position): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const lengthSquared = dx * dx + dy * dy;
  const share = lengthSquared === 0 ? 0 : ((x - from.x) * dx + (y - from.y) * dy) / lengthSquared;
  const within = Math.max(0, Math.min(1, share));
  return Math.hypot(x - from.x - within * dx, y - from.y - within * dy);
}

/** Between the nearest positions of two lines; 0 where they cross. */
export function distanceOfLines(a: Position, b: Position, c: Position, d: Position): number {
  if (sideOf(a, c, d) * sideOf(b, c, d) < 0 && sideOf(c, a, b) * sideOf(d, a, b) < 0) return 0;
  return Math.min(distanceToLine(a, c, d), distanceToLine(b, c, d), distanceToLine(c, a, b), distanceToLine(d, a, b));
}

/** Above zero on one side of the line, below it on the other. */
function sideOf({ x, y }: Position, from: Position, to: Position): number {
  return (to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x);
}
