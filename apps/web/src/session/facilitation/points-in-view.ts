import { cardRect, intersection, type Point, type Rect, type ThemeArea } from '@gongyi/board';

function overlap(a: Rect, b: Rect): number {
  const both = intersection(a, b);
  return both === null ? 0 : both.w * both.h;
}

/**
 * A view so many times as wide as a theme shows the theme in its middle; a wider one is of no theme
 * in particular.
 */
const WIDEST = 3.5;

/** The theme that a view of the canvas is about; null for a view of many. */
export function themeInView(areas: readonly ThemeArea[], view: Rect): string | null {
  const middle = view.x + view.w / 2;
  const area = areas.find(({ x, w }) => x <= middle && middle <= x + w);
  return area !== undefined && overlap(area, view) > 0 && view.w <= area.w * WIDEST ? area.themeId : null;
}

/**
 * The points whose cards are in a view, in the order in which a list without a canvas leads to
 * them: those of the theme that the view is about first. Whoever looks at the top of a theme, or at
 * many, means it from the upper left on; whoever has gone down into one means what is in the
 * middle, as a search puts it there.
 */
export function pointsInView(points: readonly Point[], view: Rect, areas: readonly ThemeArea[]): Point[] {
  const themeId = themeInView(areas, view);
  const area = areas.find((candidate) => candidate.themeId === themeId);
  const isInside = area !== undefined && area.y < view.y;
  const middle = middleOf(view);
  return points
    .filter((point) => overlap(cardRect(point), view) > 0)
    .sort((a, b) => {
      const byTheme = Number(b.themeId === themeId) - Number(a.themeId === themeId);
      if (byTheme !== 0) return byTheme;
      return isInside ? distance(middle, a) - distance(middle, b) : a.y - b.y || a.x - b.x;
    });
}

type Place = { readonly x: number; readonly y: number };

function middleOf({ x, y, w, h }: Rect): Place {
  return { x: x + w / 2, y: y + h / 2 };
}

function distance({ x, y }: Place, point: Point): number {
  const middle = middleOf(cardRect(point));
  return Math.hypot(middle.x - x, middle.y - y);
}
