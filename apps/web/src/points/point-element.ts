/** The id of a point's element, for links that lead to it. */
export function pointElementId(pointId: string): string {
  return `point-${pointId}`;
}

/**
 * Lets the keyboard go on from a point when what had the focus is about to go: by the next frame it is gone, and the point may
 * stand elsewhere.
 */
export function focusPointSoon(pointId: string): void {
  requestAnimationFrame(() => document.getElementById(pointElementId(pointId))?.focus());
}
