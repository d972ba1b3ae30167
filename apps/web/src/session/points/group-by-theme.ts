import type { Point } from '@gongyi/board';
import { INBOX_THEME_ID } from '@gongyi/domain';

export type ThemeGroup<Theme> = {
  /** Null gathers the points that are in none of the campaign's themes. */
  readonly theme: Theme | null;
  /**
   * With no theme: whether they wait to be sorted, and not those of themes that the campaign does
   * not have.
   */
  readonly isInbox: boolean;
  readonly points: readonly Point[];
};

/**
 * The points under their themes, in the campaign's order, each theme even when it is empty; then
 * what waits to be sorted.
 */
export function groupByTheme<Theme extends { readonly id: string }>(
  themes: readonly Theme[],
  points: readonly Point[],
): ThemeGroup<Theme>[] {
  const known = new Map(themes.map((theme) => [theme.id, [] as Point[]]));
  const inbox: Point[] = [];
  const others: Point[] = [];
  for (const point of points) {
    const group = point.themeId === INBOX_THEME_ID ? inbox : (known.get(point.themeId) ?? others);
    group.push(point);
  }
  const groups: ThemeGroup<Theme>[] = themes.map((theme) => ({
    theme,
    isInbox: false,
    points: known.get(theme.id) ?? [],
  }));
  if (inbox.length > 0) groups.push({ theme: null, isInbox: true, points: inbox });
  if (others.length > 0) groups.push({ theme: null, isInbox: false, points: others });
  return groups;
}

/** How many points each theme has; '' for all of them. */
export function countByTheme(points: readonly Point[]): ReadonlyMap<string, number> {
  const counts = new Map([['', points.length]]);
  for (const { themeId } of points) counts.set(themeId, (counts.get(themeId) ?? 0) + 1);
  return counts;
}
