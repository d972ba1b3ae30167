import { expect, test } from 'vitest';
import { formatJoinCode, newJoinCode, parseJoinCode } from './join-code.ts';

test('a code is eight unambiguous symbols, and what is shown reads back as the code', () => {
  const seen = new Set<string>();
  for (let n = 0; n < 500; n += 1) {
    const code = newJoinCode();
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
    const shown = formatJoinCode(code);
    expect(shown).toMatch(/^\S{4}-\S{4}$/);
    expect(parseJoinCode(shown)).toBe(code);
    expect(parseJoinCode(shown.toLowerCase())).toBe(code);
    seen.add(code);
  }
  expect(seen.size).toBe(500);
});

test('every symbol of the alphabet comes up', () => {
  const symbols = new Set(Array.from({ length: 1_000 }, newJoinCode).join(''));
  expect(symbols.size).toBe(32);
});

test.each([
  ['abcd-efgh', 'ABCDEFGH'],
  [' ab cd　ef—gh ', 'ABCDEFGH'],
  ['OIL0-oil1', '01100111'],
  ['ABCD_EFGH', 'ABCDEFGH'],
])('%j is read as %s', (typed, code) => {
  expect(parseJoinCode(typed)).toBe(code);
});

test.each(['', 'ABCDEFG', 'ABCDEFGHJ', 'ABCDEFGU', '加入代码加入代码', 'ABCDEFG!', '😀😀😀😀'])(
  '%j is no code',
  (typed) => {
    expect(parseJoinCode(typed)).toBeNull();
  },
);
