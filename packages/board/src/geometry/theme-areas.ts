import { INBOX_THEME_ID, type SessionRights } from '@gongyi/domain';
import type { Rect } from './rect.ts';

/**
 * A card on the canvas, page pixels: about 60 Chinese characters at 16 px over five lines, and a
 * line for its author.
 */
export const CARD_WIDTH = 240;
export const CARD_HEIGHT = 132;
export const CARD_GAP = 16;
/**
 * Two, so that five areas side by side have about the proportions of a projector and their cards
 * can be read from afar.
 */
export const AREA_COLUMNS = 2;

const AREA_PADDING = 24;
const AREA_GAP = 48;
const HEADER_HEIGHT = 72;
const PROMPT_HEIGHT = 84;
const PROMPT_GAP = 12;
/** Room for 14 cards before the areas have to grow. */
const MIN_ROWS = 7;

const GRID_WIDTH = AREA_COLUMNS * CARD_WIDTH + (AREA_COLUMNS - 1) * CARD_GAP;
export const AREA_WIDTH = GRID_WIDTH + 2 * AREA_PADDING;

export type ThemeArea = Rect & {
  readonly themeId: string;
  /** Where the theme's name stands. */
  readonly header: Rect;
  /** One rectangle for each prompt card, in order. */
  readonly prompts: readonly Rect[];
  /** Top left corner of the first card of the grid. */
  readonly grid: { readonly x: number; readonly y: number };
};

/**
 * A campaign's themes and, last, the inbox: an area like the others for what has no theme yet,
 * without prompt cards. Being the last it moves nobody when a page begins or ceases to show it.
 * Whoever places points works with it; the canvas draws it when it holds something, or when the
 * person may sort or add there.
 */
export function withInbox<T extends ThemeOutline>(themes: readonly T[]): readonly (T | ThemeOutline)[] {
  return [...themes, { id: INBOX_THEME_ID, prompts: [] }];
}

type ThemeOutline = { readonly id: string; readonly prompts: readonly string[] };
type PlacedCard = { readonly y: number };

/**
 * The areas of a campaign's themes: one row, side by side, each growing downwards only.
 *
 * One row because cards have absolute coordinates: an area that grew into another would have to
 * move the cards of that one. So an area's left edge, header, prompts and grid depend on `themes`
 * alone; `cards` (all of the session, whatever their theme) only lower the common bottom edge, so
 * that there is always a free row beneath the lowest card.
 */
export function themeAreas(themes: readonly ThemeOutline[], cards: readonly PlacedCard[] = []): ThemeArea[] {
  const promptRows = themes.reduce((rows, theme) => Math.max(rows, rowsOf(theme.prompts.length)), 0);
  const promptsY = AREA_PADDING + HEADER_HEIGHT;
  const gridY = promptsY + promptRows * (PROMPT_HEIGHT + PROMPT_GAP) + AREA_PADDING;
  const cardBottom = cards.reduce((bottom, card) => Math.max(bottom, card.y + CARD_HEIGHT), 0);
  const rows = Math.max(MIN_ROWS, Math.ceil((cardBottom - gridY) / (CARD_HEIGHT + CARD_GAP)) + 1);
  const h = gridY + rows * (CARD_HEIGHT + CARD_GAP) - CARD_GAP + AREA_PADDING;

  return themes.map((theme, index) => {
    const x = index * (AREA_WIDTH + AREA_GAP);
    const left = x + AREA_PADDING;
    return {
      themeId: theme.id,
      x,
      y: 0,
      w: AREA_WIDTH,
      h,
      header: { x: left, y: AREA_PADDING, w: GRID_WIDTH, h: HEADER_HEIGHT },
      prompts: theme.prompts.map((_, prompt) => ({
        x: left + (prompt % AREA_COLUMNS) * (CARD_WIDTH + CARD_GAP),
        y: promptsY + Math.floor(prompt / AREA_COLUMNS) * (PROMPT_HEIGHT + PROMPT_GAP),
        w: CARD_WIDTH,
        h: PROMPT_HEIGHT,
      })),
      grid: { x: left, y: gridY },
    };
  });
}

/**
 * The area that a page position belongs to. Beneath an area is still that theme, because areas grow
 * downwards. Null beside, between or above them: a card dropped there keeps its theme.
 */
export function themeAt(areas: readonly ThemeArea[], position: { x: number; y: number }): ThemeArea | null {
  return areas.find(({ x, y, w }) => position.x >= x && position.x <= x + w && position.y >= y) ?? null;
}

/**
 * Those of the areas in which somebody may place their own points. The sync server judges by the
 * same: a theme needs `move`, or `add` to the themes; in the inbox whoever may edit their own may
 * place them.
 */
export function placeableAreas(
  areas: readonly ThemeArea[],
  { add, editOwn, move, editAny }: Pick<SessionRights, 'add' | 'editOwn' | 'move' | 'editAny'>,
): readonly ThemeArea[] {
  if (editAny || move || (editOwn && add === 'themes')) return areas;
  return areas.filter(({ themeId }) => editOwn && themeId === INBOX_THEME_ID);
}

function rowsOf(count: number): number {
  return Math.ceil(count / AREA_COLUMNS);
}
