import { contains, grown, intersection, type Rect, widened } from '@gongyi/board';
import { planSheet, type SheetView } from './plan-sheet.ts';

export type SheetScale = {
  /** Device pixels for a page pixel. */
  readonly scale: number;
  /** CSS pixels for a page pixel. */
  readonly zoom: number;
};

export type PaintedSheet = {
  /** The camera moved: paints anew where and when the sheet no longer serves. */
  readonly follow: (view: SheetView) => void;
  /** These parts of the page look different. */
  readonly touch: (areas: readonly Rect[]) => void;
  /** Everything looks different. */
  readonly repaint: () => void;
  readonly dispose: () => void;
};

export type PaintedSheetOptions<Item> = {
  /** An element that moves and scales with the page. */
  readonly parent: HTMLElement;
  /** What is painted of a part of the page, from the lowest to the topmost. */
  readonly itemsIn: (area: Rect, zoom: number) => readonly Item[];
  /**
   * Asked anew for each painting; what it gives draws with a context whose unit is the page pixel.
   */
  readonly painter: (scale: SheetScale) => (context: CanvasRenderingContext2D, items: readonly Item[]) => void;
  /**
   * Share of the screen's pixels in each direction that the picture has, for one that is only seen
   * for a moment; all of them, when left out.
   */
  readonly sharpness?: () => number;
  readonly rectOf: (item: Item) => Rect;
  /** How far the paint of something reaches over its edge, page pixels. */
  readonly reach: (zoom: number) => number;
  /** The sheet shows everything that it was told of. */
  readonly onRest?: () => void;
};

type Sheet = {
  readonly canvas: HTMLCanvasElement;
  /** What the canvas has room for. */
  area: Rect;
  /** Of what it shows everything: there is nothing where it is larger than `area`. */
  covered: Rect;
  scale: number;
  zoom: number;
};
type Job<Item> = {
  readonly items: readonly Item[];
  next: number;
  readonly paint: (context: CanvasRenderingContext2D, items: readonly Item[]) => void;
};

/**
 * Of the viewport, on each side: another sheet is begun before the margin of the last is used up.
 */
const MARGIN_TO_BEGIN = 0.12;
/**
 * How far the zoom may be from that of the sheet before it is too coarse, or finer than needed:
 * while it changes, and once it rests.
 */
const ZOOMING_RATIO = 2;
const RESTING_RATIO = 1.02;
const REST_MS = 120;
/** Of the main thread, in one frame: what is left of 16 belongs to the editor. */
const SLICE_MS = 5;
/** More parts than this are not worth painting one by one. */
const MOST_PARTS = 200;

/**
 * Much of one kind as one picture, which moves and scales with the page and so costs nothing while
 * it does. A larger part than the viewport is painted; the next one in slices on a second canvas,
 * which then takes the place of the first.
 */
export function createPaintedSheet<Item>(options: PaintedSheetOptions<Item>): PaintedSheet {
  const { parent, itemsIn, painter, sharpness = () => 1, rectOf, reach, onRest } = options;
  let front = createSheet(parent);
  let back = createSheet(parent);
  let job: Job<Item> | null = null;
  let view: SheetView | null = null;
  let isStale = true;
  let parts: Rect[] = [];
  let frame: number | null = null;
  /** Set while the zoom changes. */
  let untilRest: ReturnType<typeof setTimeout> | null = null;

  function needsAnother({ viewport, zoom }: SheetView): boolean {
    const ratio = zoom / front.zoom;
    const mostRatio = untilRest === null ? RESTING_RATIO : ZOOMING_RATIO;
    return (
      isStale ||
      ratio > mostRatio ||
      ratio < 1 / mostRatio ||
      !contains(front.covered, grown(viewport, MARGIN_TO_BEGIN))
    );
  }

  function begin(current: SheetView): void {
    const { items, ...next } = planSheet(current, {
      itemsIn,
      rectOf,
      reach,
      sharpness: window.devicePixelRatio * sharpness(),
    });
    prepare(back, next);
    isStale = false;
    parts = [];
    job = { items, next: 0, paint: painter(scaleOf(back)) };
  }

  function goOn(current: Job<Item>): void {
    const context = back.canvas.getContext('2d');
    if (context === null) return;
    toPage(context, back);
    const until = performance.now() + SLICE_MS;
    do {
      const slice = current.items.slice(current.next, current.next + 50);
      current.paint(context, slice);
      current.next += slice.length;
    } while (current.next < current.items.length && performance.now() < until);
    if (current.next < current.items.length) return;
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
    const edge = reach(front.zoom);
    const areas = changed.flatMap((part) => intersection(widened(part, edge), front.covered) ?? []);
    if (areas.length > MOST_PARTS || areas.some(hasNoRoom)) {
      isStale = true;
      return;
    }
    toPage(context, front);
    const paint = painter(scaleOf(front));
    for (const area of areas) {
      context.save();
      context.beginPath();
      context.rect(area.x, area.y, area.w, area.h);
      context.clip();
      context.clearRect(area.x, area.y, area.w, area.h);
      paint(context, itemsIn(area, front.zoom));
      context.restore();
    }
  }

  /** What is not painted, as a card that somebody drags, needs none. */
  function hasNoRoom(part: Rect): boolean {
    const isOnSheet = front.scale > 0 && contains(front.area, part);
    return !isOnSheet && itemsIn(part, front.zoom).length > 0;
  }

  function step(): void {
    frame = null;
    if (job === null && parts.length > 0) paintParts();
    if (job === null && view !== null && needsAnother(view)) begin(view);
    if (job !== null) goOn(job);
    if (job !== null || parts.length > 0 || (view !== null && needsAnother(view))) schedule();
    else onRest?.();
  }

  function schedule(): void {
    frame ??= requestAnimationFrame(step);
  }

  function restLater(): void {
    if (untilRest !== null) clearTimeout(untilRest);
    untilRest = setTimeout(() => {
      untilRest = null;
      schedule();
    }, REST_MS);
  }

  return {
    follow(next) {
      if (view !== null && next.zoom !== view.zoom) restLater();
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
      if (untilRest !== null) clearTimeout(untilRest);
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
  return { canvas, area: NOWHERE, covered: NOWHERE, scale: 1, zoom: 1 };
}

const NOWHERE: Rect = { x: 0, y: 0, w: 0, h: 0 };

function prepare(sheet: Sheet, next: Omit<Sheet, 'canvas'>): void {
  const { canvas } = sheet;
  const { area, scale } = next;
  canvas.width = Math.max(1, Math.round(area.w * scale));
  canvas.height = Math.max(1, Math.round(area.h * scale));
  canvas.style.transform = `translate(${area.x}px, ${area.y}px) scale(${scale === 0 ? 1 : 1 / scale})`;
  Object.assign(sheet, next);
}

function scaleOf({ scale, zoom }: Sheet): SheetScale {
  return { scale, zoom };
}

/**
 * A sheet with nothing on it is one pixel large (scale 0); one that gets its first is painted anew.
 */
function toPage(context: CanvasRenderingContext2D, { area, scale }: Sheet): void {
  context.setTransform(scale, 0, 0, scale, -area.x * scale, -area.y * scale);
}
