import { describe, expect, test } from 'vitest';
import {
  ACTION_MOVES,
  ACTION_STATES,
  type ActionMove,
  type ActionState,
  MOVE_RULES,
  moveBetween,
  movesFrom,
  NEXT_STATE,
} from './moves.ts';

/** The diagram of DESIGN §8, written down a second time: what is not here is refused. */
const DIAGRAM: readonly (readonly [ActionState, ActionMove, ActionState])[] = [
  ['draft', 'agree', 'not_started'],
  ['not_started', 'return', 'draft'],
  ['not_started', 'accept', 'in_progress'],
  ['not_started', 'defer', 'deferred'],
  ['not_started', 'keepStanding', 'standing'],
  ['in_progress', 'submit', 'submitted'],
  ['in_progress', 'defer', 'deferred'],
  ['in_progress', 'keepStanding', 'standing'],
  ['submitted', 'verify', 'closed'],
  ['submitted', 'sendBack', 'in_progress'],
  ['closed', 'reopen', 'in_progress'],
  ['deferred', 'resume', 'in_progress'],
  ['standing', 'resume', 'in_progress'],
];

describe.each(ACTION_STATES)('%s', (state) => {
  test.each(ACTION_MOVES)('%s', (move) => {
    const target = DIAGRAM.find(([from, by]) => from === state && by === move)?.[2] ?? null;
    expect(NEXT_STATE[state][move]).toBe(target);
  });

  test('offers its moves, in one order everywhere', () => {
    const moves = DIAGRAM.filter(([from]) => from === state).map(([, move]) => move);
    expect(movesFrom(state)).toEqual(ACTION_MOVES.filter((move) => moves.includes(move)));
  });

  test.each(ACTION_STATES)('dropped on the column %s', (target) => {
    const move = DIAGRAM.find(([from, , to]) => from === state && to === target)?.[1] ?? null;
    expect(moveBetween(state, target)).toBe(move);
  });
});

test('every state is reached from a draft, and nothing is a dead end', () => {
  const reached = new Set<ActionState>(['draft']);
  for (const state of reached) for (const move of movesFrom(state)) reached.add(NEXT_STATE[state][move] ?? state);
  expect([...reached].sort()).toEqual([...ACTION_STATES].sort());
  for (const state of ACTION_STATES) expect(movesFrom(state), state).not.toEqual([]);
});

test('every way back, and every setting aside, asks why', () => {
  for (const move of ['return', 'sendBack', 'reopen', 'defer', 'keepStanding'] as const) {
    expect(MOVE_RULES[move].text).toBe('reason');
  }
  expect(MOVE_RULES.submit.text).toBe('report');
});
