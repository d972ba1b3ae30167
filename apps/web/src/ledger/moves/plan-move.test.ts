import { ACTION_STATES, type ActionState, movesFrom, type Standing } from '@gongyi/domain';
import { describe, expect, test } from 'vitest';
import { planMove, planMoves } from './plan-move.ts';

const SUPERVISOR: Standing = { roles: ['supervisor'], unitIds: [] };
const SECRETARY: Standing = { roles: ['secretary'], unitIds: [] };

function inState(state: ActionState, stateBefore: ActionState | null = null) {
  const fields = { leadUnitId: 'u-1', supportUnitIds: [], owners: [] };
  return { ...fields, state, stateBefore, missing: [], mayMove: movesFrom(state) };
}

describe('planMove', () => {
  test('a move that the server offers is open', () => {
    expect(planMove(inState('submitted'), 'closed', SUPERVISOR)).toEqual({ kind: 'open', move: 'verify' });
    expect(planMove(inState('submitted'), 'inProgress', SUPERVISOR)).toEqual({ kind: 'open', move: 'sendBack' });
    const resumed = { kind: 'open', move: 'resume' };
    expect(planMove(inState('deferred', 'notStarted'), 'notStarted', SECRETARY)).toEqual(resumed);
  });

  test('a state too far away names the state that comes first', () => {
    expect(planMove(inState('draft'), 'closed', SUPERVISOR)).toEqual({
      kind: 'noMove',
      from: 'draft',
      to: 'closed',
      via: 'notStarted',
    });
    expect(planMove(inState('deferred', 'inProgress'), 'ongoing', SECRETARY)).toMatchObject({ via: 'inProgress' });
    expect(planMove(inState('deferred', 'notStarted'), 'ongoing', SECRETARY)).toMatchObject({ via: 'notStarted' });
  });

  test('a state that cannot be reached again names none', () => {
    expect(planMove(inState('inProgress'), 'draft', SECRETARY)).toMatchObject({ kind: 'noMove', via: null });
  });

  test('a move of somebody else says which move it is', () => {
    const action = { ...inState('submitted'), mayMove: [] };
    expect(planMove(action, 'closed', SECRETARY)).toEqual({ kind: 'notYours', move: 'verify' });
  });

  test('a supervisor without verify is the applicant', () => {
    const action = { ...inState('submitted'), mayMove: ['sendBack' as const] };
    expect(planMove(action, 'closed', SUPERVISOR)).toEqual({ kind: 'applicant' });
  });

  test('agreeing waits for the gate', () => {
    const action = { ...inState('draft'), missing: ['goal' as const, 'deadline' as const] };
    expect(planMove(action, 'notStarted', SECRETARY)).toEqual({ kind: 'incomplete', missing: ['goal', 'deadline'] });
  });

  test.each(ACTION_STATES)('from %s every other state has an answer, and none is the state itself', (state) => {
    const plans = planMoves(inState(state), SUPERVISOR);
    expect(plans.map(({ to }) => to)).toEqual(ACTION_STATES.filter((other) => other !== state));
    expect(plans.every(({ plan }) => plan.kind === 'open' || plan.kind === 'noMove')).toBe(true);
  });
});
