import { CARD_HEIGHT, CARD_WIDTH, type PointIndex } from '@gongyi/board';
import { react } from '@tldraw/tldraw';
import type { ThemeView } from '../../api/trpc.ts';
import type { CardSearch } from '../cards/card-search.ts';
import type { AreaModel } from '../window/area-model.ts';

export const MINIMAP_HEIGHT_PX = 128;
export const STRIP_WIDTH_PX = 26;
const GAP_PX = 4;
/** Every card is painted each time, so a busy large board is not followed edit by edit. */
const REPAINT_MS = 700;

type Painted = {
  readonly index: PointIndex;
  readonly areas: AreaModel;
  readonly themes: readonly ThemeView[];
  readonly search: CardSearch;
};

/**
 * Paints all cards, each in the strip of its theme, and again when they or what was found change.
 * Returns how to stop.
 */
export function followMinimap(canvas: HTMLCanvasElement, painted: Painted): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let paintedAt = Number.NEGATIVE_INFINITY;
  const stop = react('minimap', () => {
    painted.areas.revision.get();
    painted.search.found.get();
    timer ??= setTimeout(
      () => {
        timer = null;
        paintedAt = performance.now();
        paint(canvas, painted);
      },
      Math.max(0, paintedAt + REPAINT_MS - performance.now()),
    );
  });
  return () => {
    stop();
    if (timer !== null) clearTimeout(timer);
  };
}

function paint(canvas: HTMLCanvasElement, { index, areas, themes, search }: Painted): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const ratio = window.devicePixelRatio;
  canvas.width = areas.areas.get().length * STRIP_WIDTH_PX * ratio;
  canvas.height = MINIMAP_HEIGHT_PX * ratio;
  context.scale(ratio, ratio);
  const strips = new Map(
    areas.areas.get().map((area, place) => {
      const color = themes.find(({ id }) => id === area.themeId)?.color ?? '#8d867d';
      return [area.themeId, { area, color, left: place * STRIP_WIDTH_PX + GAP_PX / 2 }] as const;
    }),
  );
  const width = STRIP_WIDTH_PX - GAP_PX;
  for (const { color, left } of strips.values()) {
    context.globalAlpha = 0.14;
    context.fillStyle = color;
    context.fillRect(left, 0, width, MINIMAP_HEIGHT_PX);
  }
  const { isFound } = search.found.get();
  const later: [x: number, y: number, w: number, h: number][] = [];
  for (const { id, themeId, x, y } of index.points()) {
    const strip = strips.get(themeId);
    if (strip === undefined) continue;
    const { area, color, left } = strip;
    const rect = [
      left + Math.max(0, Math.min(1, (x - area.x) / area.w)) * width,
      (y / area.h) * MINIMAP_HEIGHT_PX,
      (CARD_WIDTH / area.w) * width,
      Math.max(1, (CARD_HEIGHT / area.h) * MINIMAP_HEIGHT_PX),
    ] as [number, number, number, number];
    if (isFound.has(id)) later.push(rect);
    context.globalAlpha = 0.55;
    context.fillStyle = color;
    context.fillRect(...rect);
  }
  context.globalAlpha = 1;
  context.fillStyle = '#e8590c';
  for (const [x, y, w, h] of later) context.fillRect(x, y - 0.5, w, Math.max(2, h));
}
