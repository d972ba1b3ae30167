import { contains, grown, type Rect } from '../geometry/rect.ts';
import { CARD_HEIGHT, CARD_WIDTH } from '../geometry/theme-areas.ts';
import type { PointIndex } from './point-index.ts';

/** Which cards a canvas should hold for what is in view. */
export type WindowPlan = {
  /** More is in view than can be held as cards: all of it is painted, and `pointIds` is empty. */
  readonly isOverview: boolean;
  /** What is in view first, then what is near, by distance. */
  readonly pointIds: readonly string[];
  /**
   * While the viewport stays within this rectangle and about as large, the plan holds. Null: it
   * holds for any viewport.
   */
  readonly holdsWithin: Rect | null;
  readonly viewport: Rect;
};

/** A board of so many points is held whole: nothing is gained by a window. */
export const HELD_WHOLE = 240;
/**
 * Cards in view above which the overview begins, and below which it ends: apart, so that it does
 * not flicker between.
 */
export const OVERVIEW_ABOVE = 220;
export const OVERVIEW_BELOW = 160;
/** Cards in view and around it. */
const MOST_HELD = 300;
/** Of the viewport's size, on each side. */
const MARGIN = 0.5;
const MARGIN_LEFT_OVER = 0.25;
const SAME_SIZE = 1.25;

/** Page pixels. `before` is the plan that this one follows. */
export function planWindow(index: PointIndex, viewport: Rect, before: WindowPlan | null): WindowPlan {
  if (index.size() <= HELD_WHOLE) {
    const pointIds = [...index.points()].map(({ id }) => id);
    return { isOverview: false, pointIds, holdsWithin: null, viewport };
  }
  const limit = before?.isOverview === true ? OVERVIEW_BELOW : OVERVIEW_ABOVE;
  const isOverview = index.countWithin(viewport, limit + 1) > limit;
  // An overview asks again at each step: counting costs little, and a step inwards may end it.
  if (isOverview) return { isOverview, pointIds: [], holdsWithin: viewport, viewport };

  const center = { x: viewport.x + viewport.w / 2, y: viewport.y + viewport.h / 2 };
  const pointIds = index
    .within(grown(viewport, MARGIN))
    .map((point) => ({ id: point.id, far: farFrom(viewport, center, point) }))
    .sort((a, b) => a.far - b.far)
    .slice(0, MOST_HELD)
    .map(({ id }) => id);
  return { isOverview, pointIds, holdsWithin: grown(viewport, MARGIN - MARGIN_LEFT_OVER), viewport };
}

/** Whether a plan still serves another viewport. It never does when the points have changed. */
export function planHolds(plan: WindowPlan, viewport: Rect): boolean {
  if (plan.holdsWithin === null) return true;
  const ratio = viewport.w / plan.viewport.w;
  return ratio < SAME_SIZE && ratio > 1 / SAME_SIZE && contains(plan.holdsWithin, viewport);
}

/** Below zero for what is in view, so that no card of the margin comes before one in view. */
function farFrom(viewport: Rect, center: { x: number; y: number }, { x, y }: { x: number; y: number }): number {
  const distance = Math.hypot(x + CARD_WIDTH / 2 - center.x, y + CARD_HEIGHT / 2 - center.y);
  const isInView =
    x < viewport.x + viewport.w &&
    x + CARD_WIDTH > viewport.x &&
    y < viewport.y + viewport.h &&
    y + CARD_HEIGHT > viewport.y;
  return isInView ? distance - 1e9 : distance;
}
