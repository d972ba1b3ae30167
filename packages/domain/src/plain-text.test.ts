import { expect, test } from 'vitest';
import { toPlainText } from './plain-text.ts';

test.each([
  ['一\u0000二\u0007三\u001b\u007f', '一二三'],
  ['四\uFFFE五\uFFFF', '四五'],
  ['六\u000B七\f八', '六\n七\n八'],
  ['九\ud83d', '九\uFFFD'],
  ['\ude00十', '\uFFFD十'],
])('%j is written as %j', (text, plain) => {
  expect(toPlainText(text)).toBe(plain);
});

test.each(['', '一\t二\r\n三\n', '😀𠮷', '\u0085\u00a0\u200b'])('%j is text as it is', (text) => {
  expect(toPlainText(text)).toBe(text);
});

test('no character that PostgreSQL or XML refuses is left, whatever stands around it', () => {
  for (let code = 0; code <= 0xffff; code++) {
    const plain = toPlainText(`a${String.fromCharCode(code)}b`);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what this looks for
    expect(plain).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]|\p{Surrogate}/u);
  }
});
