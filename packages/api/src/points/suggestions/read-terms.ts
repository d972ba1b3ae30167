import { STOP_CHARACTERS, STOP_PHRASES, STOP_WORDS } from './stop-words.ts';

/**
 * A point is a sentence or two. Of longer ones only the beginning counts, which bounds time and
 * memory when 10,000 come at once.
 */
const READ_CHARS = 300;

/**
 * What a pair of neighbouring characters counts beside a single character. It says more, but
 * overlaps with its neighbours.
 */
const PAIR_WEIGHT = 0.6;

/** Scripts that put no spaces between words. */
const UNSPACED = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}';
const RUNS = new RegExp(`[${UNSPACED}]+|\\p{N}+|[\\p{L}--[${UNSPACED}]]+`, 'gv');
const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`, 'v');
const ALL_STOP_PHRASES = new RegExp(STOP_PHRASES.join('|'), 'g');

/**
 * A piece of text that counts, as people wrote it but for case and width, and the term that stands
 * for it.
 */
type Token = { readonly term: string; readonly weight: number; readonly written: string };

/**
 * The tokens of one stretch of characters without space or punctuation, in the order in which they
 * were written.
 */
export type Run = readonly Token[];

/**
 * `deployments`, `deployment` → one term. Rough: it need not make a word, only the same one for
 * forms of a word.
 */
function stem(word: string): string {
  if (word.length <= 4) {
    return word.replace(/([^s])s$/, '$1');
  }
  return word
    .replace(/(?:ings?|edly|ed|es|ly|s)$/, '')
    .replace(/([^aeiousl])\1$/, '$1')
    .replace(/e$/, '')
    .replace(/i$/, 'y');
}

function readUnspaced(run: string): Run {
  const characters = [...run];
  const tokens: Token[] = [];
  characters.forEach((character, at) => {
    const isStop = STOP_CHARACTERS.has(character);
    if (!isStop) {
      tokens.push({ term: character, weight: 1, written: character });
    }
    const next = characters[at + 1];
    if (next !== undefined && !(isStop && STOP_CHARACTERS.has(next))) {
      tokens.push({ term: character + next, weight: PAIR_WEIGHT, written: character + next });
    }
  });
  return tokens;
}

/**
 * Cuts a text into runs of tokens. Chinese is not cut into words: single characters and
 * neighbouring pairs find more of the same meanings than a dictionary does, in every place where
 * they were compared (docs/decisions/0008-suggestions.md).
 */
export function readRuns(text: string): Run[] {
  const plain = text.slice(0, READ_CHARS).normalize('NFKC').toLowerCase().replace(ALL_STOP_PHRASES, ' ');
  const runs: Run[] = [];
  for (const [run] of plain.matchAll(RUNS)) {
    if (IS_UNSPACED.test(run)) {
      runs.push(readUnspaced(run));
    } else if (!STOP_WORDS.has(run)) {
      runs.push([{ term: stem(run), weight: 1, written: run }]);
    }
  }
  return runs;
}

/** Each term of a text with its weight; what is said twice weighs twice. */
export function readTerms(text: string): Map<string, number> {
  const terms = new Map<string, number>();
  for (const { term, weight } of readRuns(text).flat()) {
    terms.set(term, (terms.get(term) ?? 0) + weight);
  }
  return terms;
}

/**
 * Two texts with the same key differ only in spaces, punctuation, width and case. Empty when there
 * is nothing to compare.
 */
export function sameTextKey(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
