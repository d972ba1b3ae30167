import { suggestMerges } from '../suggest-merges.ts';
import { suggestThemes } from '../suggest-themes.ts';
import type { LabelledPoint, LabelledSet } from './labelled-set.ts';

export type MergeFigures = { readonly truePairs: number; readonly suggested: number; readonly right: number };
export type ThemeFigures = { readonly points: number; readonly suggested: number; readonly right: number };

function pairsOf(ids: readonly string[]): string[] {
  return ids.flatMap((a, at) => ids.slice(at + 1).map((b) => `${a} ${b}`));
}

/** All pairs within a label against all pairs within a suggested group. */
export async function scoreMerges({ points }: LabelledSet): Promise<MergeFigures> {
  const same = pairsOf(points.map(({ id }) => id)).filter((pair) => {
    const [a, b] = pair.split(' ').map((at) => points[Number(at)]?.group);
    return a !== null && a === b;
  });
  const truth = new Set(same);
  const suggested = (await suggestMerges(points)).flatMap(({ pointIds }) => pairsOf(pointIds));
  return {
    truePairs: truth.size,
    suggested: suggested.length,
    right: suggested.filter((pair) => truth.has(pair)).length,
  };
}

/**
 * Each point in turn is left without its theme, and without the points that say the same, which
 * would give it away.
 */
export async function scoreThemes({ points, themes }: LabelledSet): Promise<ThemeFigures> {
  const figures = { points: 0, suggested: 0, right: 0 };
  const sayTheSame = (a: LabelledPoint, b: LabelledPoint) => a.group !== null && a.group === b.group;
  for (const point of points.filter(({ themeId }) => themeId !== null)) {
    const others = points.filter((other) => other !== point && !sayTheSame(other, point) && other.themeId !== null);
    const [suggestion] = await suggestThemes([...others, { ...point, themeId: null }], themes);
    figures.points += 1;
    figures.suggested += suggestion ? 1 : 0;
    figures.right += suggestion?.themeId === point.themeId ? 1 : 0;
  }
  return figures;
}
