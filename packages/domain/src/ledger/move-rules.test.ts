import { expect, test } from 'vitest';
import type { Capability } from '../capabilities.ts';
import { ACTION_MOVES, type ActionMove, MOVE_RULES, type MoveRule } from './moves.ts';

/** What each move asks for, a second time: the API's tests read it from the table they walk. */
const RULES: readonly (readonly [ActionMove, Capability, MoveRule['text'], MoveRule['reviewDate']])[] = [
  ['agree', 'action.agree', 'none', false],
  ['return', 'action.accept', 'reason', false],
  ['accept', 'action.accept', 'none', false],
  ['submit', 'action.submit', 'report', false],
  ['verify', 'action.verify', 'none', false],
  ['sendBack', 'action.verify', 'reason', false],
  ['reopen', 'action.reopen', 'reason', false],
  ['defer', 'action.setAside', 'reason', true],
  ['keepStanding', 'action.setAside', 'reason', true],
  ['resume', 'action.setAside', 'none', false],
];

test('there is a rule for every move', () => {
  expect(RULES.map(([move]) => move)).toEqual([...ACTION_MOVES]);
});

test.each(RULES)('%s asks for %s, with the text %s and a review date: %s', (move, capability, text, reviewDate) => {
  expect(MOVE_RULES[move]).toEqual({ capability, text, reviewDate });
});
