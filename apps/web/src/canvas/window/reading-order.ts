import type { ThemeArea } from '@gongyi/board';

type Placed = { readonly themeId: string; readonly x: number; readonly y: number };

/** As people read the board: theme by theme, in each row by row. */
export function inReadingOrder<Card extends Placed>(cards: readonly Card[], areas: readonly ThemeArea[]): Card[] {
  const order = new Map(areas.map(({ themeId }, place) => [themeId, place]));
  const placeOf = ({ themeId }: Placed): number => order.get(themeId) ?? order.size;
  return [...cards].sort((a, b) => placeOf(a) - placeOf(b) || a.y - b.y || a.x - b.x);
}
