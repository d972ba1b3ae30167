import { cardRect, type Point, type Rect, type ThemeArea } from '@gongyi/board';

function overlap(a: Rect, b: Rect): number {
  const w = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const h = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  return w > 0 && h > 0 ? w * h : 0;
}

/** A view so many times as wide as a theme shows the theme in its middle; a wider one is of no theme in particular. */
const WIDEST = 3.5;

/** The theme that a view of the canvas is about; null for a view of many. */
export function themeInView(areas: readonly ThemeArea[], view: Rect): string | null {
  const middle = view.x + view.w / 2;
  const area = areas.find(({ x, w }) => x <= middle && middle <= x + w);
  return area !== undefined && overlap(area, view) > 0 && view.w <= area.w * WIDEST ? area.themeId : null;
}

/** The points whose cards are in a view, the upper left first. */
export function pointsInView(points: readonly Point[], view: Rect): Point[] {
  return points.filter((point) => overlap(cardRect(point), view) > 0).sort((a, b) => a.y - b.y || a.x - b.x);
}
