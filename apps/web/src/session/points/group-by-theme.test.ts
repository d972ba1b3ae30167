import type { Point } from '@gongyi/board';
import { expect, test } from 'vitest';
import { countByTheme, groupByTheme } from './group-by-theme.ts';

const THEMES = [{ id: 't1' }, { id: 't2' }];
// Only the theme matters here.
const pointIn = (themeId: string) => ({ themeId }) as Point;

test('every theme has its group, in the campaign’s order; then what waits to be sorted, then points of unknown themes', () => {
  const [a, b, lost, late] = [pointIn('t2'), pointIn('t2'), pointIn('gone'), pointIn('inbox')];
  expect(groupByTheme(THEMES, [a, lost, late, b])).toEqual([
    { theme: THEMES[0], isInbox: false, points: [] },
    { theme: THEMES[1], isInbox: false, points: [a, b] },
    { theme: null, isInbox: true, points: [late] },
    { theme: null, isInbox: false, points: [lost] },
  ]);
  expect(groupByTheme(THEMES, [])).toHaveLength(2);
});

test('counts are per theme and of all', () => {
  const counts = countByTheme([pointIn('t1'), pointIn('t2'), pointIn('t2')]);
  expect(Object.fromEntries(counts)).toEqual({ '': 3, t1: 1, t2: 2 });
});
