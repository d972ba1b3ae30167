import type { SeededRandom } from './seeded-random.ts';

/**
 * Halves of pairs that share a high or a low surrogate, a joined emoji, a combining mark, line
 * ends, Chinese of both planes.
 */
const SYMBOLS = ['a', 'b', ' ', '\n', '整', '改', '，', '𠮷', '😀', '😁', '🤀', '👩‍👧', 'é', '\u{1F1E8}\u{1F1F3}'];

export function randomText(random: SeededRandom, maxSymbols: number): string {
  return Array.from({ length: random.below(maxSymbols + 1) }, () => random.pick(SYMBOLS)).join('');
}

/** As a person edits: a symbol boundary somewhere, a few symbols out, a few in. */
export function randomEdit(random: SeededRandom, text: string): string {
  const symbols = Array.from(text);
  symbols.splice(random.below(symbols.length + 1), random.below(4), randomText(random, 4));
  return symbols.join('');
}
