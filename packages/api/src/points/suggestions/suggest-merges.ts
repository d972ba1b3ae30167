import { groupPairs, type SimilarPair } from './group-pairs.ts';
import { createPacer, type Pacer } from './pacer.ts';
import { sameTextKey } from './read-terms.ts';
import { reasonOf, type SharedPhrase, sharedPhrases } from './shared-phrases.ts';
import { buildTermIndex, type TermIndex } from './term-index.ts';

/**
 * Chosen on labelled points: docs/decisions/0008-suggestions.md has precision and recall at these
 * and other values.
 */
const MIN_MERGE_SCORE = 0.16;
/** From here on nearly all suggestions were right. */
const STRONG_MERGE_SCORE = 0.24;

/**
 * What remains of the score of two points that lie in different themes: somebody has said that they
 * are not about the same.
 */
const OTHER_THEME = 0.85;
/**
 * Above this share of one phrase in what two points have in common, their likeness is that of a
 * subject, not of a statement.
 */
const ONE_PHRASE_SHARE = 0.4;
const ONE_PHRASE_LOSS = 0.5;

/** Bounds for sessions in which everything looks alike. */
const MAX_CANDIDATES_PER_POINT = 10;
const SCORE_STEPS = 1_000;

export type MergeablePoint = { readonly id: string; readonly text: string; readonly themeId: string | null };

export type MergeSuggestion = {
  /** Two or more, in the order in which they were given. */
  readonly pointIds: readonly string[];
  /**
   * Mean likeness of its pairs, 0 to 1. Comparable within one answer only: it depends on how rare
   * words are in the session.
   */
  readonly score: number;
  /** `identical`: the same but for punctuation, spaces, width and case. */
  readonly strength: 'identical' | 'strong' | 'possible';
  /** The words that they share, in lower case, the weightiest first. */
  readonly shared: readonly string[];
};

/** The points that say the same word for word, side by side. Points without a word are left out. */
async function gatherIdentical(points: readonly MergeablePoint[], pacer: Pacer): Promise<MergeablePoint[][]> {
  const byKey = new Map<string, MergeablePoint[]>();
  for (const point of points) {
    const key = sameTextKey(point.text);
    const same = byKey.get(key);
    if (same) {
      same.push(point);
    } else if (key !== '') {
      byKey.set(key, [point]);
    }
    if (pacer.due()) await pacer.pause();
  }
  return [...byKey.values()];
}

/**
 * 1, less what is taken off when one phrase is nearly all that two points share. Full likeness
 * takes nothing off.
 */
function spreadFactor(phrases: readonly SharedPhrase[], score: number): number {
  const total = phrases.reduce((sum, { weight }) => sum + weight, 0);
  const excess = Math.max(0, (phrases[0]?.weight ?? 0) / total - ONE_PHRASE_SHARE) / (1 - ONE_PHRASE_SHARE);
  return 1 - ONE_PHRASE_LOSS * excess * Math.max(0, 1 - 2 * score);
}

/** Pairs that are alike enough, the most alike first; equal ones in the order of the points. */
async function findPairs(points: readonly MergeablePoint[], index: TermIndex, pacer: Pacer): Promise<SimilarPair[]> {
  const steps: SimilarPair[][] = Array.from({ length: SCORE_STEPS + 1 }, () => []);
  for (const [b, point] of points.entries()) {
    const candidates: { a: number; score: number }[] = [];
    index.forEachMatch(b, b, (a, likeness) => {
      const score = likeness * (pointsAgreeOnTheme(points[a], point) ? 1 : OTHER_THEME);
      if (score >= MIN_MERGE_SCORE) {
        candidates.push({ a, score });
      }
    });
    candidates.sort((one, other) => other.score - one.score || one.a - other.a);
    for (const { a, score: most } of candidates.slice(0, MAX_CANDIDATES_PER_POINT)) {
      const phrases = sharedPhrases(points[a]?.text ?? '', index.sharedTerms(a, b));
      const score = most * spreadFactor(phrases, most);
      if (score >= MIN_MERGE_SCORE) {
        steps[Math.min(SCORE_STEPS, Math.floor(score * SCORE_STEPS))]?.push({ a, b, score, phrases });
      }
      if (pacer.due()) await pacer.pause();
    }
    if (pacer.due()) await pacer.pause();
  }
  // Sorted step by step: one sort of them all would hold the event loop.
  const pairs: SimilarPair[] = [];
  for (const step of steps.reverse()) {
    step.sort((one, other) => other.score - one.score || one.a - other.a || one.b - other.b);
    for (const pair of step) pairs.push(pair);
    if (pacer.due()) await pacer.pause();
  }
  return pairs;
}

function pointsAgreeOnTheme(a: MergeablePoint | undefined, b: MergeablePoint): boolean {
  return !a || a.themeId === null || b.themeId === null || a.themeId === b.themeId;
}

/**
 * Finds points that say the same, for a person to merge or not. Nothing is remembered between
 * calls; the same points in the same order give the same answer. The most alike come first.
 */
export async function suggestMerges(
  points: readonly MergeablePoint[],
  { pacer = createPacer() }: { readonly pacer?: Pacer } = {},
): Promise<MergeSuggestion[]> {
  const identical = await gatherIdentical(points, pacer);
  const firsts = identical.flatMap(([first]) => first ?? []);
  const index = await buildTermIndex(
    firsts.map(({ text }) => text),
    pacer,
  );
  const groups = await groupPairs(await findPairs(firsts, index, pacer), pacer);

  const orderOf = new Map(points.map(({ id }, at) => [id, at]));
  const inOrder = (ids: string[]) => ids.sort((a, b) => (orderOf.get(a) ?? 0) - (orderOf.get(b) ?? 0));
  const suggestions: MergeSuggestion[] = [];
  const grouped = new Set<number>();
  for (const { members, pairs } of groups) {
    if (members.length < 2) continue;
    for (const member of members) grouped.add(member);
    const score = pairs.reduce((sum, pair) => sum + pair.score, 0) / pairs.length;
    suggestions.push({
      pointIds: inOrder(members.flatMap((member) => identical[member]?.map(({ id }) => id) ?? [])),
      score,
      strength: score >= STRONG_MERGE_SCORE ? 'strong' : 'possible',
      shared: reasonOf(pairs.flatMap(({ phrases }) => phrases)),
    });
  }
  for (const [at, same] of identical.entries()) {
    if (same.length > 1 && !grouped.has(at)) {
      suggestions.push({
        pointIds: same.map(({ id }) => id),
        score: 1,
        strength: 'identical',
        shared: reasonOf(sharedPhrases(same[0]?.text ?? '', index.sharedTerms(at, at))),
      });
    }
  }
  const firstOf = ({ pointIds }: MergeSuggestion) => orderOf.get(pointIds[0] ?? '') ?? 0;
  return suggestions.sort((a, b) => b.score - a.score || firstOf(a) - firstOf(b));
}
