import type { StrokeColor, StrokeWidth } from '@gongyi/domain';
import { smoothPath } from './smooth-path.ts';
import type { Drawn } from './stroke-index.ts';

/**
 * Dark enough for the white of cards and the tint of every area, and apart from each other also for
 * who sees few colours.
 */
export const INK: Readonly<Record<StrokeColor, string>> = {
  ink: '#1c1917',
  red: '#d6201f',
  amber: '#c2570c',
  green: '#1f7a3d',
  blue: '#1864c7',
  violet: '#8a2ea8',
};

/**
 * Around each stroke: cards far away have the colour of their theme, which may be that of the
 * stroke.
 */
export const HALO = 'rgb(255 255 255 / 85%)';

/** Page pixels; and CSS pixels, less than which a stroke has from no distance. */
const WIDTHS: Readonly<Record<StrokeWidth, { readonly page: number; readonly least: number }>> = {
  fine: { page: 5, least: 1.75 },
  bold: { page: 12, least: 3.5 },
};
const HALO_PX = 1.5;

/** Page pixels. `zoom`: CSS pixels for a page pixel. */
export function strokeWidth(width: StrokeWidth, zoom: number): number {
  const { page, least } = WIDTHS[width];
  return Math.max(page, least / zoom);
}

export function haloWidth(width: StrokeWidth, zoom: number): number {
  return strokeWidth(width, zoom) + (2 * HALO_PX) / zoom;
}

/** How far the paint of any stroke is from its points at most, page pixels. */
export function strokeReach(zoom: number): number {
  return haloWidth('bold', zoom) / 2;
}

/**
 * One layer of a stroke. The halos of all lie beneath the ink of all, so that lines that cross do
 * not cut each other.
 */
export type Layer = { readonly drawn: Drawn; readonly isHalo: boolean };

export function layersOf(found: readonly Drawn[]): Layer[] {
  return [true, false].flatMap((isHalo) => found.map((drawn) => ({ drawn, isHalo })));
}

export type StrokeLook = {
  readonly zoom: number;
  /** About to go: it is shown faintly. */
  readonly isErased: (id: string) => boolean;
};

/** With a context whose unit is the page pixel. */
export function drawStrokes(
  context: CanvasRenderingContext2D,
  layers: Iterable<Layer>,
  { zoom, isErased }: StrokeLook,
): void {
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const { drawn, isHalo } of layers) {
    const { id, color, width } = drawn.stroke;
    context.globalAlpha = isErased(id) ? 0.25 : 1;
    context.strokeStyle = isHalo ? HALO : INK[color];
    context.lineWidth = isHalo ? haloWidth(width, zoom) : strokeWidth(width, zoom);
    context.stroke(pathOf(drawn));
  }
  context.globalAlpha = 1;
}

/** Made when it is first painted. A stroke never changes. */
const paths = new WeakMap<Drawn, Path2D>();

function pathOf(drawn: Drawn): Path2D {
  const known = paths.get(drawn);
  if (known !== undefined) return known;
  const path = new Path2D(smoothPath(drawn.points));
  paths.set(drawn, path);
  return path;
}
