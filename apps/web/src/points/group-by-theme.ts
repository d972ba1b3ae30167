import type { Point } from '@gongyi/board';

export type ThemeGroup<Theme> = {
  /** Null gathers the points of themes that the campaign does not have. */
  readonly theme: Theme | null;
  readonly points: readonly Point[];
};

/** The points under their themes, in the campaign's order, each theme even when it is empty. */
export function groupByTheme<Theme extends { readonly id: string }>(
  themes: readonly Theme[],
  points: readonly Point[],
): ThemeGroup<Theme>[] {
  const known = new Map(themes.map((theme) => [theme.id, [] as Point[]]));
  const others: Point[] = [];
  for (const point of points) (known.get(point.themeId) ?? others).push(point);
  const groups: ThemeGroup<Theme>[] = themes.map((theme) => ({ theme, points: known.get(theme.id) ?? [] }));
  if (others.length > 0) groups.push({ theme: null, points: others });
  return groups;
}

/** How many points each theme has; '' for all of them. */
export function countByTheme(points: readonly Point[]): ReadonlyMap<string, number> {
  const counts = new Map([['', points.length]]);
  for (const { themeId } of points) counts.set(themeId, (counts.get(themeId) ?? 0) + 1);
  return counts;
}
