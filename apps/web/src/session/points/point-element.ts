import { wantPoint } from '../document/wanted-point.ts';

const PREFIX = 'point-';

/** The id of a point's (or a cluster's) element, for links that lead to it. */
export function pointElementId(pointId: string): string {
  return PREFIX + pointId;
}

/** The point or cluster in whose element something stands. */
export function pointIdOf(element: Element | null): string | null {
  const item = element?.closest(`li[id^="${PREFIX}"]`);
  return item ? item.id.slice(PREFIX.length) : null;
}

/**
 * Lets the keyboard go on from a point when what had the focus is about to go: by the next frame it
 * is gone, and the point may stand elsewhere.
 */
export function focusPointSoon(pointId: string): void {
  wantPoint(pointId);
  requestAnimationFrame(() => document.getElementById(pointElementId(pointId))?.focus());
}

/** Brings the first of these points that the page shows by the next frame into view and focus. */
export function showPointSoon(ids: readonly string[]): void {
  requestAnimationFrame(() => {
    const element = ids.map((id) => document.getElementById(pointElementId(id))).find((found) => found !== null);
    element?.scrollIntoView({ block: 'center' });
    element?.focus({ preventScroll: true });
  });
}
