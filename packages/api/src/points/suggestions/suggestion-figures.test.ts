import { expect, test } from 'vitest';
import { labelledSet } from './test/labelled-set.ts';
import { scoreMerges, scoreThemes } from './test/score-suggestions.ts';

/*
 * What people would merge, and what is suggested; docs/decisions/0008-suggestions.md reads these as
 * precision and recall. Exact, so that a change of weights shows what it costs and what it brings.
 */
test.each([
  ['demo', { truePairs: 2, suggested: 2, right: 2 }],
  ['township-tune', { truePairs: 28, suggested: 29, right: 26 }],
  ['team-tune', { truePairs: 8, suggested: 8, right: 8 }],
  ['township-report', { truePairs: 24, suggested: 27, right: 24 }],
  ['neighbourhood-report', { truePairs: 20, suggested: 20, right: 18 }],
  ['town-hall-report', { truePairs: 14, suggested: 13, right: 13 }],
] as const)('merges of %s', async (name, figures) => {
  expect(await scoreMerges(labelledSet(name))).toEqual(figures);
});

test.each([
  ['demo', { points: 60, suggested: 26, right: 21 }],
  ['township-tune', { points: 82, suggested: 39, right: 24 }],
  ['team-tune', { points: 25, suggested: 19, right: 13 }],
  ['township-report', { points: 81, suggested: 43, right: 33 }],
  ['neighbourhood-report', { points: 50, suggested: 33, right: 28 }],
  ['town-hall-report', { points: 34, suggested: 31, right: 22 }],
] as const)('themes of %s, each point left out in turn', async (name, figures) => {
  expect(await scoreThemes(labelledSet(name))).toEqual(figures);
});
