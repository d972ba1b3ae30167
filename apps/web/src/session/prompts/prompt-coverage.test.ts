import { expect, test } from 'vitest';
import { promptCards } from './prompt-coverage.ts';

const THEME = { id: 't', prompts: ['服务态度', '办事时限', '服务态度'] };

test('a prompt card counts the points that answer it, under the first card of its wording', () => {
  const points = [
    { themeId: 't', prompt: 0 },
    { themeId: 't', prompt: 2 },
    { themeId: 't', prompt: 1 },
    { themeId: 't', prompt: null },
    { themeId: 't' },
    { themeId: 'other', prompt: 0 },
  ];
  expect(promptCards(THEME, points)).toEqual([
    { index: 0, words: '服务态度', points: 2 },
    { index: 1, words: '办事时限', points: 1 },
  ]);
});

test('a number that no card has counts for none', () => {
  expect(promptCards(THEME, [{ themeId: 't', prompt: 9 }]).map(({ points }) => points)).toEqual([0, 0]);
});
