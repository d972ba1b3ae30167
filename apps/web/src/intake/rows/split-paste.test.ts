import { expect, test } from 'vitest';
import { splitPaste, withoutNumbering } from './split-paste.ts';
import { THEMES } from './test/themes.ts';

const textsOf = (text: string, unit: 'auto' | 'line' | 'paragraph' = 'auto') =>
  splitPaste(text, unit, THEMES).map(({ cells }) => cells.text);

test.each([
  ['1. 路灯坏了', '路灯坏了'],
  ['12、路灯坏了', '路灯坏了'],
  ['(3) 路灯坏了', '路灯坏了'],
  ['（一）路灯坏了', '路灯坏了'],
  ['十一、路灯坏了', '路灯坏了'],
  ['①路灯坏了', '路灯坏了'],
  ['⒈路灯坏了', '路灯坏了'],
  ['- 路灯坏了', '路灯坏了'],
  ['•路灯坏了', '路灯坏了'],
  ['a) The lamp is broken', 'The lamp is broken'],
  ['一、1. 路灯坏了', '路灯坏了'],
  ['1.5万元的路灯没有装', '1.5万元的路灯没有装'],
  ['12:30没有人', '12:30没有人'],
  ['3个路灯坏了', '3个路灯坏了'],
  ['一些路灯坏了', '一些路灯坏了'],
  ['-5度时路面结冰', '-5度时路面结冰'],
  ['3.', '3.'],
])('the numbering of “%s” is taken off, and nothing else', (line, text) => {
  expect(withoutNumbering(line)).toBe(text);
});

test('each line is a point, with the number that it has in what was pasted', () => {
  expect(
    splitPaste('甲\r\n\r\n  乙  \r\n丙\r\n\r\n丁', 'auto', THEMES).map(({ number, cells }) => [number, cells.text]),
  ).toEqual([
    [1, '甲'],
    [3, '乙'],
    [4, '丙'],
    [6, '丁'],
  ]);
});

test('blocks of several lines are one point each, unless their lines are numbered, or the person says otherwise', () => {
  const letters = '第一件事\n说了两行\n\n第二件事';
  expect(textsOf(letters)).toEqual(['第一件事\n说了两行', '第二件事']);
  expect(textsOf(letters, 'line')).toEqual(['第一件事', '说了两行', '第二件事']);
  expect(textsOf('1. 甲\n2. 乙\n\n3. 丙')).toEqual(['甲', '乙', '丙']);
  expect(textsOf('1. 甲\n2. 乙\n\n3. 丙', 'paragraph')).toEqual(['甲\n2. 乙', '丙']);
});

test('a theme is taken from words before a colon, in brackets, or from a heading above', () => {
  const rows = splitPaste(
    [
      '没有主题的',
      '1. 营商：办事难',
      '【政治生态】会上没人说话',
      '问题：不是主题',
      '三、高效治理：',
      '（1）网格太大',
      '营商环境',
    ].join('\n'),
    'auto',
    THEMES,
  );
  expect(rows.map(({ cells }) => [cells.theme, cells.text])).toEqual([
    ['', '没有主题的'],
    ['business', '办事难'],
    ['politics', '会上没人说话'],
    ['', '问题：不是主题'],
    ['governance', '网格太大'],
  ]);
});
