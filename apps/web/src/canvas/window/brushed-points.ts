import { CARD_HEIGHT, CARD_WIDTH, cardRect, contains, type PointIndex, type Rect } from '@gongyi/board';

/**
 * The points that a marquee selects, as tldraw decides it: one that touches a card's edge, or with
 * `wholeOnly` covers it all.
 */
export function brushedPoints(
  index: PointIndex,
  brush: Rect,
  { wholeOnly }: { readonly wholeOnly: boolean },
): string[] {
  const found: string[] = [];
  for (const point of index.within(brush)) {
    const card = cardRect(point);
    if (wholeOnly ? contains(brush, card) : !isInside(card, brush)) found.push(point.id);
  }
  return found;
}

/** Drawn on the card alone, a marquee crosses none of its edges. */
function isInside(card: Rect, brush: Rect): boolean {
  return (
    brush.x > card.x &&
    brush.y > card.y &&
    brush.x + brush.w < card.x + CARD_WIDTH &&
    brush.y + brush.h < card.y + CARD_HEIGHT
  );
}
