import { readRuns } from './read-terms.ts';

/** Longer ones are cut: the reason is read at a glance. */
const PHRASE_CHARS = 16;
const REASON_PHRASES = 6;

export type SharedPhrase = {
  /** As it is written in the text, in lower case. */
  readonly phrase: string;
  readonly weight: number;
};

/**
 * Joins shared terms that overlap in a text into what a person would point at: 便, 便民, 民, 民窗, … →
 * 便民窗口. Heaviest first.
 * @param terms shared terms with their weights, as `TermIndex.sharedTerms` gives them
 */
export function sharedPhrases(text: string, terms: ReadonlyMap<string, number>): SharedPhrase[] {
  const weights = new Map<string, number>();
  const counted = new Set<string>();
  for (const run of readRuns(text)) {
    let phrase = '';
    let weight = 0;
    const close = () => {
      if (phrase !== '') {
        weights.set(phrase, (weights.get(phrase) ?? 0) + weight);
      }
      phrase = '';
      weight = 0;
    };
    for (const { term, written } of run) {
      const shared = terms.get(term);
      if (shared === undefined) {
        continue;
      }
      // The tokens of a run follow each other: 便 便民 民 民窗. One goes on where the last ended when it
      // begins with its last character.
      const last = [...phrase].at(-1);
      if (phrase === '' || last !== [...written][0]) {
        close();
        phrase = written;
      } else {
        phrase += [...written].slice(1).join('');
      }
      if (!counted.has(term)) {
        counted.add(term);
        weight += shared;
      }
    }
    close();
  }
  return [...weights]
    .map(([phrase, weight]) => ({ phrase: [...phrase].slice(0, PHRASE_CHARS).join(''), weight }))
    .sort((a, b) => b.weight - a.weight);
}

/**
 * The few phrases to show as a reason, the weightiest first; each may be given several times, and
 * its weights add up.
 */
export function reasonOf(phrases: Iterable<SharedPhrase>): string[] {
  const weights = new Map<string, number>();
  for (const { phrase, weight } of phrases) weights.set(phrase, (weights.get(phrase) ?? 0) + weight);
  const heaviest = [...weights].sort((one, other) => other[1] - one[1]).map(([phrase]) => phrase);
  const whole = heaviest.filter((phrase) => !heaviest.some((other) => other !== phrase && other.includes(phrase)));
  // A single character explains little: it is shown only when there is nothing longer to show.
  const long = whole.filter((phrase) => [...phrase].length > 1);
  return (long.length > 0 ? long : whole).slice(0, REASON_PHRASES);
}
