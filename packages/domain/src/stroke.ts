/**
 * What people draw with on the canvas. A stroke stores the names; what they look like is the page's
 * matter.
 */
export const STROKE_COLORS = ['ink', 'red', 'amber', 'green', 'blue', 'violet'] as const;
export type StrokeColor = (typeof STROKE_COLORS)[number];

export const STROKE_WIDTHS = ['fine', 'bold'] as const;
export type StrokeWidth = (typeof STROKE_WIDTHS)[number];
