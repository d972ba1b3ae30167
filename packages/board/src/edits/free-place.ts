import { AREA_COLUMNS, CARD_GAP, CARD_HEIGHT, CARD_WIDTH, type ThemeArea } from '../geometry/theme-areas.ts';

type Corner = { readonly x: number; readonly y: number };

const COLUMN_STEP = CARD_WIDTH + CARD_GAP;
const ROW_STEP = CARD_HEIGHT + CARD_GAP;

/**
 * The first place of the theme's grid, by rows from the top left, whose card would overlap none of
 * `occupied` (the other cards of the session, whatever their theme). One pass over `occupied`.
 * Throws when there is no such theme.
 */
export function freePlace(areas: readonly ThemeArea[], themeId: string, occupied: Iterable<Corner>): Corner {
  return freePlaces(areas, themeId, occupied)();
}

/**
 * Like `freePlace`, again and again: each call gives the next free place and takes it. With `near`,
 * only from the row at that position on.
 */
export function freePlaces(
  areas: readonly ThemeArea[],
  themeId: string,
  occupied: Iterable<Corner>,
  near?: Corner,
): () => Corner {
  const area = areas.find((candidate) => candidate.themeId === themeId);
  if (area === undefined) throw new RangeError('no area for this theme');
  const { grid } = area;
  const taken = new Set<number>();
  for (const card of occupied) markTaken(taken, card.x - grid.x, card.y - grid.y);

  const nearRow = near === undefined ? 0 : Math.floor((near.y - grid.y) / ROW_STEP);
  let slot = Math.max(0, nearRow) * AREA_COLUMNS - 1;
  return () => {
    do slot++;
    while (taken.has(slot));
    return {
      x: grid.x + (slot % AREA_COLUMNS) * COLUMN_STEP,
      y: grid.y + Math.floor(slot / AREA_COLUMNS) * ROW_STEP,
    };
  };
}

/**
 * A card covers at most two columns and two rows of the grid, because the steps are larger than a
 * card.
 */
function markTaken(taken: Set<number>, x: number, y: number): void {
  const lastColumn = Math.min(AREA_COLUMNS - 1, lastCovered(x, CARD_WIDTH, COLUMN_STEP));
  const lastRow = lastCovered(y, CARD_HEIGHT, ROW_STEP);
  for (let row = Math.max(0, firstCovered(y, CARD_HEIGHT, ROW_STEP)); row <= lastRow; row++) {
    for (let column = Math.max(0, firstCovered(x, CARD_WIDTH, COLUMN_STEP)); column <= lastColumn; column++) {
      taken.add(row * AREA_COLUMNS + column);
    }
  }
}

/**
 * Slot n spans [n·step, n·step + size); the card spans [at, at + size). Touching edges do not
 * overlap.
 */
function firstCovered(at: number, size: number, step: number): number {
  return Math.floor((at - size) / step) + 1;
}

function lastCovered(at: number, size: number, step: number): number {
  return Math.ceil((at + size) / step) - 1;
}
