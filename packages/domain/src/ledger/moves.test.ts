import { describe, expect, test } from 'vitest';
import { ACTION_STATES, type ActionState, STATES, statesWhere } from './action-states.ts';
import {
  ACTION_MOVES,
  type ActionMove,
  type ActionPlace,
  firstStepTowards,
  MOVES,
  type MoveRow,
  moveBetween,
  movesFrom,
  nextState,
} from './moves.ts';

/** The diagram, written down a second time: what is not here is refused. */
const DIAGRAM: readonly (readonly [ActionState, ActionMove, ActionState | 'where it was'])[] = [
  ['draft', 'agree', 'notStarted'],
  ['notStarted', 'return', 'draft'],
  ['notStarted', 'accept', 'inProgress'],
  ['notStarted', 'defer', 'deferred'],
  ['notStarted', 'makeOngoing', 'ongoing'],
  ['inProgress', 'submit', 'submitted'],
  ['inProgress', 'defer', 'deferred'],
  ['inProgress', 'makeOngoing', 'ongoing'],
  ['submitted', 'verify', 'closed'],
  ['submitted', 'sendBack', 'inProgress'],
  ['closed', 'reopen', 'inProgress'],
  ['deferred', 'resume', 'where it was'],
  ['ongoing', 'resume', 'where it was'],
];

/**
 * What each move asks for, a second time: the API's tests read it from the table that they walk.
 */
const RULES: Record<
  ActionMove,
  readonly [
    MoveRow['by'],
    MoveRow['asks']['text'],
    ...('reviewDate' | 'gate' | 'secondParty' | 'confirmed' | 'forward')[],
  ]
> = {
  agree: ['action.agree', 'none', 'gate', 'forward'],
  return: ['action.accept', 'reason'],
  accept: ['action.accept', 'none', 'forward'],
  submit: ['action.submit', 'report', 'forward'],
  verify: ['action.verify', 'none', 'secondParty', 'confirmed', 'forward'],
  sendBack: ['action.verify', 'reason'],
  reopen: ['action.reopen', 'reason'],
  defer: ['action.setAside', 'reason', 'reviewDate'],
  makeOngoing: ['action.setAside', 'reason', 'reviewDate'],
  resume: ['action.setAside', 'none', 'forward'],
};

/** An action in that state; one that is set aside was in `stateBefore`. */
function at(state: ActionState, stateBefore: ActionState = 'notStarted'): ActionPlace {
  return { state, stateBefore: STATES[state].lane === 'side' ? stateBefore : null };
}

describe.each(ACTION_STATES)('%s', (state) => {
  test.each(ACTION_MOVES)('%s', (move) => {
    const target = DIAGRAM.find(([from, by]) => from === state && by === move)?.[2] ?? null;
    expect(nextState(at(state), move)).toBe(target === 'where it was' ? 'notStarted' : target);
  });

  test('offers its moves, in one order everywhere', () => {
    const moves = DIAGRAM.filter(([from]) => from === state).map(([, move]) => move);
    expect(movesFrom(state)).toEqual(ACTION_MOVES.filter((move) => moves.includes(move)));
  });

  test.each(ACTION_STATES)('dropped on the column %s', (target) => {
    const move = DIAGRAM.find(
      ([from, , to]) => from === state && (to === 'where it was' ? 'notStarted' : to) === target,
    )?.[1];
    expect(moveBetween(at(state), target)).toBe(move ?? null);
  });
});

test.each(ACTION_MOVES)('%s asks for what it asks for', (move) => {
  const { by, asks, ...row }: MoveRow = MOVES[move];
  const [capability, text, ...flags] = RULES[move];
  expect({ by, text: asks.text }).toEqual({ by: capability, text });
  const set = { reviewDate: asks.reviewDate, gate: asks.gate, ...row };
  for (const flag of ['reviewDate', 'gate', 'secondParty', 'confirmed', 'forward'] as const)
    expect(set[flag], flag).toBe(flags.includes(flag));
});

test('what is set aside comes back to where it was, and to where it always came when that was not kept', () => {
  for (const state of ['deferred', 'ongoing'] as const) {
    expect(nextState(at(state, 'notStarted'), 'resume')).toBe('notStarted');
    expect(nextState(at(state, 'inProgress'), 'resume')).toBe('inProgress');
    expect(nextState({ state, stateBefore: null }, 'resume')).toBe('inProgress');
    expect(moveBetween(at(state, 'notStarted'), 'inProgress')).toBeNull();
  }
});

test('every state is reached from a draft, and nothing is a dead end', () => {
  for (const state of ACTION_STATES) {
    if (state !== 'draft') expect(firstStepTowards(at('draft'), state)).toBe('notStarted');
    expect(movesFrom(state), state).not.toEqual([]);
  }
});

test.each([
  [at('draft'), 'submitted', 'notStarted'],
  [at('submitted'), 'draft', null],
  [at('submitted'), 'deferred', 'inProgress'],
  [at('deferred', 'inProgress'), 'ongoing', 'inProgress'],
  [at('deferred', 'notStarted'), 'ongoing', 'notStarted'],
  [at('deferred', 'notStarted'), 'draft', 'notStarted'],
  [at('ongoing', 'inProgress'), 'draft', null],
] as const)('from %j to %s the first step is %s', (place, to, step) => {
  expect(firstStepTowards(place, to)).toBe(step);
});

/** What each state is, a second time. */
test('what may be edited, was agreed, is open, and lies aside', () => {
  expect(statesWhere(({ editable }) => editable)).toEqual(['draft', 'notStarted', 'inProgress']);
  expect(statesWhere(({ agreed }) => !agreed)).toEqual(['draft']);
  expect(statesWhere(({ open }) => !open)).toEqual(['closed', 'ongoing']);
  expect(statesWhere(({ lane }) => lane === 'side')).toEqual(['deferred', 'ongoing']);
});
