import { expect, test } from 'vitest';
import { estimateRowHeightPt } from './estimate-row-height.ts';

/** 48 pt for the text, after what Excel keeps free: four Chinese characters of 12 pt. */
const WIDTH_MM = ((48 + 4) * 25.4) / 72;
const SIZE_PT = 12;
const height = (...texts: string[]) =>
  estimateRowHeightPt(
    texts.map((text) => ({ text, widthMm: WIDTH_MM })),
    SIZE_PT,
  );
/** The height of so many lines. */
const lines = (count: number) => Math.ceil(count * SIZE_PT * 1.35 + 5);

test.each([
  ['', 1],
  ['四个汉字', 1],
  ['五个汉字了', 2],
  ['seven l', 1],
  ['eight le', 2],
  ['一行\n二行', 2],
  ['一行\n\n三行', 3],
  ['末尾\n', 2],
  ['五个汉字了\n四个汉字', 3],
  ['😀😀😀😀', 1],
  ['“”“”', 1],
])('%j takes %i lines', (text, count) => {
  expect(height(text)).toBe(lines(count));
});

test('a row is as high as its longest cell, one line at least, and no higher than Excel lets it be', () => {
  expect(height()).toBe(lines(1));
  expect(height('短', '一\n二\n三', '一\n二')).toBe(lines(3));
  expect(height('字'.repeat(1_000))).toBe(409);
});

test('however narrow the column, there is room for one character a line', () => {
  expect(estimateRowHeightPt([{ text: '三个字', widthMm: 0.1 }], SIZE_PT)).toBe(lines(3));
});
