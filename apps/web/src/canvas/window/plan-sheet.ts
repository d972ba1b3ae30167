import { boundsOf, grown, intersection, type Rect, widened } from '@gongyi/board';

export type SheetView = {
  /** Page pixels. */
  readonly viewport: Rect;
  /** CSS pixels for a page pixel. */
  readonly zoom: number;
};

/** What a sheet of paint is to show, and how large it is. */
export type SheetPlan<Item> = {
  readonly items: readonly Item[];
  /** What the canvas has room for, page pixels. */
  readonly area: Rect;
  /** Of what it shows everything: there is nothing where it is larger than `area`. */
  readonly covered: Rect;
  /** Canvas pixels for a page pixel; 0 when there is nothing to paint. */
  readonly scale: number;
  readonly zoom: number;
};

type Subject<Item> = {
  readonly itemsIn: (area: Rect, zoom: number) => readonly Item[];
  readonly rectOf: (item: Item) => Rect;
  /** How far the paint of something reaches over its edge, page pixels. */
  readonly reach: (zoom: number) => number;
  /** Canvas pixels for a CSS pixel. */
  readonly sharpness: number;
};

/** A sheet reaches this share of the viewport beyond it on each side. */
const MARGIN = 0.3;
/**
 * Or this, when there is so little on it that it needs no more pixels for that: from afar a board
 * is a narrow strip.
 */
const WIDE_MARGIN = 2;
/**
 * Room for what is yet to come, so that not every card at the edge asks for another sheet. CSS
 * pixels.
 */
const SLACK_PX = 64;
const MOST_PIXELS = 8_000_000;
/** Of one side: more do not fit into the textures of weak graphics cards. */
const MOST_SIDE = 8_192;

/** No larger than what is there: a screen of pixels costs much more than the cards on it. */
export function planSheet<Item>({ viewport, zoom }: SheetView, subject: Subject<Item>): SheetPlan<Item> {
  const wanted = zoom * subject.sharpness;
  const usual = grown(viewport, MARGIN);
  const wide = partOf(grown(viewport, WIDE_MARGIN), zoom, subject);
  const isCheap = sizeOf(wide.area) <= sizeOf(usual) && longestOf(wide.area) * wanted <= MOST_SIDE;
  const part = isCheap ? wide : partOf(usual, zoom, subject);
  const scale = Math.min(
    wanted,
    Math.sqrt(MOST_PIXELS / Math.max(1, sizeOf(part.area))),
    MOST_SIDE / Math.max(1, longestOf(part.area)),
  );
  return { ...part, scale: part.items.length === 0 ? 0 : scale, zoom };
}

function partOf<Item>(covered: Rect, zoom: number, { itemsIn, rectOf, reach }: Subject<Item>) {
  const items = itemsIn(covered, zoom);
  if (items.length === 0) return { items, covered, area: { ...covered, w: 0, h: 0 } };
  const filled = widened(boundsOf(items.map(rectOf)), reach(zoom) + SLACK_PX / zoom);
  return { items, covered, area: intersection(covered, filled) ?? covered };
}

function sizeOf({ w, h }: Rect): number {
  return w * h;
}

function longestOf({ w, h }: Rect): number {
  return Math.max(w, h);
}
