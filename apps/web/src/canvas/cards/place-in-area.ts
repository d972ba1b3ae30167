import { CARD_HEIGHT, CARD_WIDTH, type ThemeArea, themeAt } from '@gongyi/board';

type Position = { readonly x: number; readonly y: number };

/**
 * Where a card's top left corner goes, and in which theme. `null`: not on the cards' ground of any
 * area.
 */
export type Landing = Position & { readonly themeId: string };

/**
 * Where a card lands whose centre is at `center`: in the area there, not across its edges. Null
 * outside of all areas and on the title or the prompt cards of one: then the caller takes a free
 * place.
 */
export function landingAt(areas: readonly ThemeArea[], center: Position): Landing | null {
  const area = themeAt(areas, center);
  if (area === null || center.y < area.grid.y) return null;
  const margin = area.grid.x - area.x;
  const x = clamp(center.x - CARD_WIDTH / 2, area.x + margin, area.x + area.w - margin - CARD_WIDTH);
  const y = Math.max(area.grid.y, center.y - CARD_HEIGHT / 2);
  return { themeId: area.themeId, x: Math.round(x), y: Math.round(y) };
}

/**
 * The theme whose area is nearest, for a place outside of all of them. Null when there are no
 * themes.
 */
export function nearestTheme(areas: readonly ThemeArea[], { x }: Position): string | null {
  let nearest: ThemeArea | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const area of areas) {
    const distance = Math.max(area.x - x, x - (area.x + area.w), 0);
    if (distance >= least) continue;
    nearest = area;
    least = distance;
  }
  return nearest?.themeId ?? null;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
