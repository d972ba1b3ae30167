import { cardRect, intersection, type Point, type Rect, type ThemeArea } from '@gongyi/board';

function overlap(a: Rect, b: Rect): number {
  const both = intersection(a, b);
  return both === null ? 0 : both.w * both.h;
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
