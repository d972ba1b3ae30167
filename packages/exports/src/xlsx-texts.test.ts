import { expect, test } from 'vitest';
import { createXlsxTexts } from './xlsx-texts.ts';

test('a text that comes again is the same text', () => {
  const texts = createXlsxTexts();
  const cells = ['单位', '问题', '单位'].map((text) => texts.cellOf(text));
  expect(cells.map(({ type, xml }) => `${type}${xml}`)).toEqual(['s<v>0</v>', 's<v>1</v>', 's<v>0</v>']);
  expect(texts.toXml()).toContain('<si><t>单位</t></si><si><t>问题</t></si></sst>');
});

test.each([
  ['so many', { count: 2, chars: 1_000 }],
  ['so long', { count: 1_000, chars: 9 }],
])('when those that are kept are %s, others stand in their cells', (_, bound) => {
  const texts = createXlsxTexts(bound);
  const typesOf = (...of: string[]) => of.map((text) => texts.cellOf(text).type);
  expect(typesOf('一二三四', '五六七八', '九十九十', '一二三四')).toEqual(['s', 's', 'inlineStr', 's']);
  expect(texts.cellOf(' 甲 & 乙').xml).toBe('<is><t xml:space="preserve"> 甲 &amp; 乙</t></is>');
  expect(texts.toXml()).not.toContain('九十');
  for (let n = 0; n < 10_000; n++) texts.cellOf(`另一个 ${n}`);
  expect(texts.toXml().match(/<si>/g)).toHaveLength(2);
});
