import { expect, test } from 'vitest';
import { LIMITS } from '../limits.ts';
import { TEMPLATES } from '../templates.ts';
import { formatActionNumber, themeCodeFor } from './action-number.ts';

test.each([
  [1, '营商-001'],
  [99, '营商-099'],
  [1000, '营商-1000'],
])('%i is said %s', (number, said) => {
  expect(formatActionNumber('营商', number)).toBe(said);
});

test.each([
  ['拥军工作', [], '拥军'],
  ['军民融合', ['军民'], '军民融'],
  ['军民', ['军民'], '军民2'],
  ['军民', ['军民', '军民2'], '军民3'],
  ['Road safety', [], 'ROA'],
  ['Roads', ['ROA'], 'ROAD'],
  ['R', ['R'], 'R2'],
  ['（营商）环境', [], '营商'],
  ['ＡＢＣ', [], 'ABC'],
  ['——', [], 'T2'],
] as const)('the code of %s beside %j is %s', (short, taken, code) => {
  expect(themeCodeFor(short, taken)).toBe(code);
});

test('whatever the names and however many alike, codes are unique and fit', () => {
  for (const short of ['同名', '相同名称的主题', 'Same', '!', '']) {
    const taken: string[] = [];
    for (let n = 0; n < 50; n += 1) {
      const code = themeCodeFor(short, taken);
      expect(taken).not.toContain(code);
      expect(code).toMatch(/^[\p{L}\p{N}]+$/u);
      expect([...code].length).toBeLessThanOrEqual(LIMITS.themeCodeChars);
      taken.push(code);
    }
  }
});

test('there are six templates, and in each every theme has a code of its own', () => {
  expect(TEMPLATES).toHaveLength(6);
  expect(new Set(TEMPLATES.map(({ id }) => id)).size).toBe(6);
  for (const { id, themes } of TEMPLATES) {
    expect(new Set(themes.map(({ code }) => code)).size, id).toBe(themes.length);
    expect(themes.length, id).toBeGreaterThanOrEqual(LIMITS.minThemes);
    expect(themes.length, id).toBeLessThanOrEqual(LIMITS.maxThemes);
  }
});
