import { expect, it } from 'vitest';
import { wrapText } from './wrap-text.ts';

it('breaks Chinese anywhere and English between words', () => {
  expect(wrapText('办事大厅窗口午间无人值守', 10, 5)).toEqual(['办事大厅窗', '口午间无人', '值守']);
  expect(wrapText('The lamp on our street is dark', 12, 5).map((line) => line.trim())).toEqual([
    'The lamp on',
    'our street',
    'is dark',
  ]);
});

it('keeps lines of the text, breaks what has no space, and cuts what is too long with an ellipsis', () => {
  expect(wrapText('一\n二', 10, 5)).toEqual(['一', '二']);
  expect(wrapText('abcdefghijkl', 6, 5)).toEqual(['abcde', 'fghij', 'kl']);
  const cut = wrapText('办事大厅窗口午间无人值守', 6, 2);
  expect(cut).toEqual(['办事大', '厅窗…']);
  expect(wrapText('', 6, 2)).toEqual([]);
});
