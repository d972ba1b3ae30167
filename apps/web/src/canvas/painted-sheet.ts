import { type Card, contains, grown, type PointIndex, type Rect } from '@gongyi/board';
import { type CardLook, drawCards } from './draw-cards.ts';

export type SheetView = {
  /** Page pixels. */
  readonly viewport: Rect;
  readonly zoom: number;
};

export type SheetLook = Omit<CardLook, 'scale' | 'zoom'>;

export type PaintedSheet = {
  /** The camera moved: paints anew where and when the sheet no longer serves. */
  readonly follow: (view: SheetView) => void;
  /** These parts of the page look different. */
  readonly touch: (areas: readonly Rect[]) => void;
  /** Everything looks different. */
  readonly repaint: () => void;
  readonly dispose: () => void;
};

export type PaintedSheetOptions = {
  /** An element that moves and scales with the page. */
  readonly parent: HTMLElement;
  readonly index: PointIndex;
  readonly isPainted: (pointId: string) => boolean;
  readonly look: () => SheetLook;
};

type Sheet = { readonly canvas: HTMLCanvasElement; area: Rect; scale: number; zoom: number };
type Job = { readonly points: readonly Card[]; next: number; readonly look: CardLook };

/** A sheet reaches this share of the viewport beyond it on each side; painting begins when half of that is used up. */
const MARGIN = 0.3;
const MARGIN_TO_BEGIN = 0.12;
/** The zoom may change so much before the sheet is too coarse, or finer than needed. */
const ZOOM_RATIO = 1.3;
/** Of the main thread, in one frame: what is left of 16 belongs to the editor. */
const SLICE_MS = 5;
const MOST_PIXELS = 8_000_000;
/** More parts than this are not worth painting one by one. */
const MOST_PARTS = 200;

/**
 * All cards of the board as one picture, which moves and scales with the page and so costs nothing while it does. A larger part
 * than the viewport is painted; the next one in slices on a second canvas, which then takes the place of the first.
 */
export function createPaintedSheet({ parent, index, isPainted, look }: PaintedSheetOptions): PaintedSheet {
  let front = createSheet(parent);
  let back = createSheet(parent);
  let job: Job | null = null;
  let view: SheetView | null = null;
  let isStale = true;
  let parts: Rect[] = [];
  let frame: number | null = null;

  function cardLook(sheet: Sheet): CardLook {
    return { ...look(), scale: sheet.scale, zoom: sheet.zoom };
  }

  function needsAnother({ viewport, zoom }: SheetView): boolean {
    const ratio = zoom / front.zoom;
    return (
      isStale || ratio > ZOOM_RATIO || ratio < 1 / ZOOM_RATIO || !contains(front.area, grown(viewport, MARGIN_TO_BEGIN))
    );
  }

  function begin({ viewport, zoom }: SheetView): void {
    const area = grown(viewport, MARGIN);
    const wanted = zoom * window.devicePixelRatio;
    const scale = Math.min(wanted, Math.sqrt(MOST_PIXELS / Math.max(1, area.w * area.h)));
    const points = index.within(area).filter(({ id }) => isPainted(id));
    prepare(back, area, points.length === 0 ? 0 : scale, zoom);
    isStale = false;
    parts = [];
    job = { points, next: 0, look: cardLook(back) };
  }

  function goOn(current: Job): void {
    const context = back.canvas.getContext('2d');
    if (context === null) return;
    toPage(context, back);
    const until = performance.now() + SLICE_MS;
    do {
      const slice = current.points.slice(current.next, current.next + 50);
      drawCards(context, slice, current.look);
      current.next += slice.length;
    } while (current.next < current.points.length && performance.now() < until);
    if (current.next < current.points.length) return;
    job = null;
    [front, back] = [back, front];
    front.canvas.style.visibility = 'visible';
    // Memory of the size of the screen is given back.
    back.canvas.style.visibility = 'hidden';
    [back.canvas.width, back.canvas.height] = [0, 0];
  }

  function paintParts(): void {
    const context = front.canvas.getContext('2d');
    const changed = parts;
    parts = [];
    if (context === null) return;
    if (changed.length > MOST_PARTS || front.scale === 0) {
      isStale = true;
      return;
    }
    toPage(context, front);
    const current = cardLook(front);
    // What reaches over a card's edge: the outline of a found one.
    const edge = 6 / front.zoom;
    for (const { x, y, w, h } of changed) {
      const area = { x: x - edge, y: y - edge, w: w + 2 * edge, h: h + 2 * edge };
      context.save();
      context.beginPath();
      context.rect(area.x, area.y, area.w, area.h);
      context.clip();
      context.clearRect(area.x, area.y, area.w, area.h);
      drawCards(
        context,
        index.within(area).filter(({ id }) => isPainted(id)),
        current,
      );
      context.restore();
    }
  }

  function step(): void {
    frame = null;
    if (job === null && parts.length > 0) paintParts();
    if (job === null && view !== null && needsAnother(view)) begin(view);
    if (job !== null) goOn(job);
    if (job !== null || parts.length > 0 || (view !== null && needsAnother(view))) schedule();
  }

  function schedule(): void {
    frame ??= requestAnimationFrame(step);
  }

  return {
    follow(next) {
      view = next;
      if (job === null && needsAnother(next)) schedule();
    },
    touch(areas) {
      parts.push(...areas);
      schedule();
    },
    repaint() {
      isStale = true;
      schedule();
    },
    dispose() {
      if (frame !== null) cancelAnimationFrame(frame);
      for (const { canvas } of [front, back]) canvas.remove();
    },
  };
}

function createSheet(parent: HTMLElement): Sheet {
  const canvas = document.createElement('canvas');
  Object.assign(canvas.style, {
    position: 'absolute',
    top: '0',
    left: '0',
    transformOrigin: '0 0',
    visibility: 'hidden',
  });
  [canvas.width, canvas.height] = [0, 0];
  parent.append(canvas);
  return { canvas, area: { x: 0, y: 0, w: 0, h: 0 }, scale: 1, zoom: 1 };
}

function prepare(sheet: Sheet, area: Rect, scale: number, zoom: number): void {
  const { canvas } = sheet;
  canvas.width = Math.max(1, Math.round(area.w * scale));
  canvas.height = Math.max(1, Math.round(area.h * scale));
  canvas.style.transform = `translate(${area.x}px, ${area.y}px) scale(${scale === 0 ? 1 : 1 / scale})`;
  Object.assign(sheet, { area, scale, zoom });
}

/** A sheet without cards is one pixel large (scale 0); one that gets its first is painted anew. */
function toPage(context: CanvasRenderingContext2D, { area, scale }: Sheet): void {
  context.setTransform(scale, 0, 0, scale, -area.x * scale, -area.y * scale);
}
