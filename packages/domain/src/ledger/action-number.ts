import { LIMITS } from '../limits.ts';

/** 营商-003: the theme's code, a dash, at least three digits. */
export function formatActionNumber(themeCode: string, number: number): string {
  return `${themeCode}-${String(number).padStart(3, '0')}`;
}

/**
 * A code for a theme's numbers, from its short name: the first two Chinese characters, or the first
 * three letters; longer, then with a digit, when a theme of the same campaign has it already (拥军工作
 * → 拥军; a second 军民 → 军民融).
 */
export function themeCodeFor(short: string, taken: readonly string[]): string {
  const symbols = [...short.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '')];
  const isChinese = symbols.some((symbol) => /\p{Script=Han}/u.test(symbol));
  const base = (isChinese ? symbols : symbols.map((symbol) => symbol.toUpperCase())).slice(0, LIMITS.themeCodeChars);
  const shortest = isChinese ? 2 : 3;
  for (let length = Math.min(shortest, base.length); length > 0 && length <= base.length; length += 1) {
    const code = base.slice(0, length).join('');
    if (!taken.includes(code)) return code;
  }
  const stem = base.slice(0, shortest).join('') || 'T';
  for (let n = 2; ; n += 1) {
    const code = `${stem}${n}`;
    if (!taken.includes(code)) return code;
  }
}
