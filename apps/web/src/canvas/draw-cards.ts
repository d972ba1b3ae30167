import { CARD_HEIGHT, CARD_WIDTH, type Card } from '@gongyi/board';
import { wrapText } from './wrap-text.ts';

export type CardLook = {
  /** Device pixels for a page pixel. */
  readonly scale: number;
  /** CSS pixels for a page pixel. */
  readonly zoom: number;
  readonly fontFamily: string;
  readonly colorOf: (themeId: string) => string;
  readonly isSelected: (pointId: string) => boolean;
  readonly isFound: (pointId: string) => boolean;
  readonly currentlyFound: string | null;
  /** Letters rather than lines where letters would stand. */
  readonly withText: boolean;
};

/** The measures of a card as its style sheet has them, page pixels. */
const BAR_WIDTH = 8;
const TEXT_LEFT = 18;
const TEXT_TOP = 9;
const TEXT_WIDTH = CARD_WIDTH - TEXT_LEFT - 12;
const RADIUS = 8;
/** A card seen from afar has larger letters. */
const FAR_ZOOM = 0.4;
/** Below this the white of the cards gives way to the colour of their theme. */
const TINTED_BELOW_ZOOM = 0.2;
/** A letter less high than this is a smudge: a line says as much. */
const LEAST_LETTER_PX = 4.5;

/** How far the lowest of a stack is off, page pixels. */
const STACK = 10;

/** Page pixels: from afar it stays within the gap between two cards. */
const MOST_OUTLINE = 24;

const SELECTED = '#2f80ed';
const SELECTED_WASH = 'rgb(47 128 237 / 55%)';
const FOUND = '#ffd43b';
const FOUND_EDGE = '#e8590c';

/** Draws cards with a context whose unit is the page pixel. */
export function drawCards(context: CanvasRenderingContext2D, points: Iterable<Card>, look: CardLook): void {
  const isFar = look.zoom < FAR_ZOOM;
  const font = isFar ? { size: 20, line: 23, lines: 5 } : { size: 16, line: 19, lines: 5 };
  const isLettered = look.withText && font.size * look.zoom >= LEAST_LETTER_PX;
  const tint = Math.max(0, 1 - look.zoom / TINTED_BELOW_ZOOM) * 0.75;
  const tints = new Map<string, { fill: string; text: string }>();
  context.font = `${font.size}px ${look.fontFamily}`;
  context.textBaseline = 'top';
  for (const point of points) {
    const color = look.colorOf(point.themeId);
    let paint = tints.get(color);
    if (paint === undefined) {
      paint = { fill: mixed('#ffffff', color, tint), text: mixed('#b3aea7', color, tint * 0.6) };
      tints.set(color, paint);
    }
    const isFound = look.isFound(point.id);
    if (point.members.length > 0) drawStack(context, point, paint.fill);
    drawBody(context, point, isFound ? FOUND : paint.fill, look);
    if (tint < 0.6) {
      context.fillStyle = color;
      context.fillRect(
        point.x + 0.5,
        point.y + 0.5,
        BAR_WIDTH,
        CARD_HEIGHT - 1 - (point.members.length > 0 ? STACK : 0),
      );
    }
    if (isLettered) drawText(context, point, font);
    else drawLines(context, point, font, paint.text, look.zoom);
    if (isFound) outline(context, point, FOUND_EDGE, point.id === look.currentlyFound ? 5 : 2, look.zoom);
    if (look.isSelected(point.id)) markSelected(context, point, look.zoom);
  }
}

/** A cluster is a stack: what lies beneath shows at the right and below, as on its card. */
function drawStack(context: CanvasRenderingContext2D, { x, y }: Card, fill: string): void {
  for (const offset of [STACK, STACK / 2]) {
    context.fillStyle = fill;
    context.strokeStyle = '#bdb6ac';
    context.lineWidth = 1;
    context.beginPath();
    context.rect(x + offset, y + offset, CARD_WIDTH - STACK, CARD_HEIGHT - STACK);
    context.fill();
    context.stroke();
  }
}

function drawBody(context: CanvasRenderingContext2D, { x, y, members }: Card, fill: string, { zoom }: CardLook): void {
  const less = members.length > 0 ? STACK : 0;
  context.fillStyle = fill;
  if (zoom < TINTED_BELOW_ZOOM) {
    context.fillRect(x, y, CARD_WIDTH - less, CARD_HEIGHT - less);
    return;
  }
  context.strokeStyle = '#d6d1ca';
  context.lineWidth = 1;
  context.beginPath();
  context.roundRect(x + 0.5, y + 0.5, CARD_WIDTH - 1 - less, CARD_HEIGHT - 1 - less, RADIUS);
  context.fill();
  context.stroke();
}

type Font = { readonly size: number; readonly line: number; readonly lines: number };

/** Wrapped once for each size; a point that changes is another object. */
const wrapped = new WeakMap<Card, { readonly size: number; readonly lines: readonly string[] }>();

function drawText(context: CanvasRenderingContext2D, point: Card, { size, line, lines }: Font): void {
  let known = wrapped.get(point);
  if (known?.size !== size) {
    known = { size, lines: wrapText(point.text, (TEXT_WIDTH / size) * 2, lines) };
    wrapped.set(point, known);
  }
  context.fillStyle = '#1c1917';
  for (const [row, text] of known.lines.entries()) {
    context.fillText(text, point.x + TEXT_LEFT, point.y + TEXT_TOP + row * line);
  }
}

/** As many lines as the text has, the last one shorter. */
function drawLines(
  context: CanvasRenderingContext2D,
  { x, y, text }: Card,
  { size, line, lines }: Font,
  color: string,
  zoom: number,
): void {
  const squares = Math.min(text.length, (TEXT_WIDTH / size) * lines);
  context.fillStyle = color;
  // From very far, one line stands for all of them.
  const step = line * zoom < 1.5 ? CARD_HEIGHT / 3 : line;
  const perLine = (TEXT_WIDTH / size) * (step / line);
  for (let row = 0, left = squares; left > 0; row++, left -= perLine) {
    const width = Math.min(1, left / perLine) * TEXT_WIDTH;
    context.fillRect(x + TEXT_LEFT, y + TEXT_TOP + row * step + step * 0.2, width, step * 0.5);
  }
}

/** From afar an outline would hide what it surrounds. */
function markSelected(context: CanvasRenderingContext2D, point: Card, zoom: number): void {
  if (zoom >= TINTED_BELOW_ZOOM) {
    outline(context, point, SELECTED, 2, zoom);
    return;
  }
  context.fillStyle = SELECTED_WASH;
  context.fillRect(point.x, point.y, CARD_WIDTH, CARD_HEIGHT);
}

function outline(
  context: CanvasRenderingContext2D,
  { x, y }: Card,
  color: string,
  widthPx: number,
  zoom: number,
): void {
  context.strokeStyle = color;
  context.lineWidth = Math.min(widthPx / zoom, MOST_OUTLINE);
  context.strokeRect(x, y, CARD_WIDTH, CARD_HEIGHT);
}

/** Two colours as `#rrggbb`. Another notation is taken whole. */
function mixed(base: string, color: string, share: number): string {
  if (!/^#[0-9a-f]{6}$/i.test(color)) return share > 0.3 ? color : base;
  const channel = (from: number): string => {
    const [a, b] = [base, color].map((hex) => Number.parseInt(hex.slice(from, from + 2), 16)) as [number, number];
    return Math.round(a + (b - a) * share)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}
