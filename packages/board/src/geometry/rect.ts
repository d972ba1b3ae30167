/** A part of the page, page pixels. */
export type Rect = { readonly x: number; readonly y: number; readonly w: number; readonly h: number };

/** With a share of its own size added on each side. */
export function grown({ x, y, w, h }: Rect, share: number): Rect {
  return { x: x - w * share, y: y - h * share, w: w * (1 + 2 * share), h: h * (1 + 2 * share) };
}

/** With so many pixels added on each side. */
export function widened({ x, y, w, h }: Rect, by: number): Rect {
  return { x: x - by, y: y - by, w: w + 2 * by, h: h + 2 * by };
}

export function contains(outer: Rect, inner: Rect): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.w <= outer.x + outer.w &&
    inner.y + inner.h <= outer.y + outer.h
  );
}

/** Edges that touch count: a level line has no height. */
export function meets(a: Rect, b: Rect): boolean {
  return a.x <= b.x + b.w && b.x <= a.x + a.w && a.y <= b.y + b.h && b.y <= a.y + a.h;
}

/** What two have in common, or null when they do not meet. */
export function intersection(a: Rect, b: Rect): Rect | null {
  if (!meets(a, b)) return null;
  const [x, y] = [Math.max(a.x, b.x), Math.max(a.y, b.y)];
  return { x, y, w: Math.min(a.x + a.w, b.x + b.w) - x, h: Math.min(a.y + a.h, b.y + b.h) - y };
}

/**
 * The least that contains all of them, which may be mere points; of none, nothing at the origin.
 */
export function boundsOf(parts: Iterable<Pick<Rect, 'x' | 'y'> & Partial<Rect>>): Rect {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, w = 0, h = 0 } of parts) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + w);
    bottom = Math.max(bottom, y + h);
  }
  return left > right ? { x: 0, y: 0, w: 0, h: 0 } : { x: left, y: top, w: right - left, h: bottom - top };
}
