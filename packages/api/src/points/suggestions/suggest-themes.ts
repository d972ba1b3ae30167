import { createPacer, type Pacer } from './pacer.ts';
import { reasonOf, sharedPhrases } from './shared-phrases.ts';
import type { MergeablePoint } from './suggest-merges.ts';
import { buildTermIndex } from './term-index.ts';

/** A theme's name, its prompts and its points are compared one by one; the nearest few decide. */
const NEIGHBOURS = 5;

/**
 * How far a theme must be ahead of the next one. Chosen on labelled points:
 * docs/decisions/0008-suggestions.md.
 */
const MIN_LEAD = 0.012;
/** The same for moving a point that somebody has already placed: their judgement counts. */
const MIN_LEAD_OVER_OWN = 0.04;

export type SuggestableTheme = { readonly id: string; readonly name: string; readonly prompts: readonly string[] };

export type ThemeSuggestion = {
  readonly pointId: string;
  readonly themeId: string;
  /**
   * How far it is ahead of the next theme, or of the point's own; larger is surer, 0 to
   * `NEIGHBOURS`.
   */
  readonly score: number;
  /** The words that the point shares with what lies nearest in that theme, the weightiest first. */
  readonly shared: readonly string[];
  /**
   * The points of the theme that decided, the nearest first; empty when its name or prompts did.
   */
  readonly likePointIds: readonly string[];
};

export type ThemeOptions = {
  /** Also look at points that have a theme. Off by default. */
  readonly misplaced?: boolean;
  readonly pacer?: Pacer;
};

type Neighbour = { readonly at: number; readonly score: number };

/** Keeps the nearest, the first of equals. */
function keep(nearest: Neighbour[], at: number, score: number): void {
  const last = nearest[NEIGHBOURS - 1];
  // Asked a million times, and nearly always true.
  if (last && (last.score > score || (last.score === score && last.at < at))) return;
  nearest.push({ at, score });
  nearest.sort((a, b) => b.score - a.score || a.at - b.at);
  nearest.length = Math.min(nearest.length, NEIGHBOURS);
}

/**
 * Finds for points without a theme (with `misplaced`, for all) the theme that they are most like,
 * where one is clearly ahead of the others. Points of themes that are not given count for nothing.
 * The same input in the same order gives the same answer, the surest first.
 */
export async function suggestThemes(
  points: readonly MergeablePoint[],
  themes: readonly SuggestableTheme[],
  { misplaced = false, pacer = createPacer() }: ThemeOptions = {},
): Promise<ThemeSuggestion[]> {
  const ofThemes = themes.flatMap(({ id, name, prompts }) => [name, ...prompts].map((text) => ({ text, themeId: id })));
  const texts = [...ofThemes, ...points];
  const themeAt = new Map(themes.map(({ id }, at) => [id, at]));
  const placed = texts.map(({ themeId }) => (themeId === null ? undefined : themeAt.get(themeId)));
  const index = await buildTermIndex(
    texts.map(({ text }) => text),
    pacer,
  );

  const suggestions: (ThemeSuggestion & { readonly order: number })[] = [];
  for (const [order, point] of points.entries()) {
    const at = ofThemes.length + order;
    const own = placed[at];
    if (own !== undefined && !misplaced) continue;
    const nearest: Neighbour[][] = themes.map(() => []);
    index.forEachMatch(at, texts.length, (other, score) => {
      const theme = placed[other];
      if (theme !== undefined) {
        keep(nearest[theme] ?? [], other, score);
      }
    });
    const sums = nearest.map((few) => few.reduce((sum, { score }) => sum + score * score, 0));
    const ranked = sums.map((sum, theme) => ({ sum, theme })).sort((a, b) => b.sum - a.sum || a.theme - b.theme);
    const best = ranked[0];
    const rival = own === undefined ? (ranked[1]?.sum ?? 0) : (sums[own] ?? 0);
    const theme = best && themes[best.theme];
    if (best && theme && best.theme !== own && best.sum - rival >= (own === undefined ? MIN_LEAD : MIN_LEAD_OVER_OWN)) {
      const few = nearest[best.theme] ?? [];
      suggestions.push({
        order,
        pointId: point.id,
        themeId: theme.id,
        score: best.sum - rival,
        shared: reasonOf(
          few.flatMap(({ at: other, score }) =>
            sharedPhrases(point.text, index.sharedTerms(at, other)).map(({ phrase, weight }) => ({
              phrase,
              weight: weight * score,
            })),
          ),
        ),
        likePointIds: few.flatMap(({ at: other }) => points[other - ofThemes.length]?.id ?? []),
      });
    }
    if (pacer.due()) await pacer.pause();
  }
  return suggestions
    .sort((a, b) => b.score - a.score || a.order - b.order)
    .map(({ order: _, ...suggestion }) => suggestion);
}
