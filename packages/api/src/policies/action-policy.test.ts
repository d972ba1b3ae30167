import { ACTION_MOVES, ACTION_STATES, type ActionMove, type ActionState, MOVE_RULES, type Role } from '@gongyi/domain';
import { expect, test } from 'vitest';
import {
  type ActionFacts,
  type ActionPerson,
  editRefusal,
  editResultRefusal,
  moveInputRefusal,
  moveRefusal,
  movesOpenTo,
} from './action-policy.ts';

function action(changes: Partial<ActionFacts> = {}): ActionFacts {
  return {
    state: 'draft',
    problem: '问题',
    goal: '目标',
    measure: '措施',
    leadUnitId: 'unit',
    leader: '李强',
    owners: ['张伟'],
    deadline: '2027-01-31',
    committed: true,
    submittedById: null,
    ...changes,
  };
}
const as = (...roles: Role[]): ActionPerson => ({ userId: 'me', standing: { roles, unitIds: ['unit'] } });

/** Where each move starts and what it leads to. */
const MOVES: Record<ActionMove, readonly [from: ActionState, to: ActionState]> = {
  agree: ['draft', 'not_started'],
  return: ['not_started', 'draft'],
  accept: ['not_started', 'in_progress'],
  submit: ['in_progress', 'submitted'],
  verify: ['submitted', 'closed'],
  sendBack: ['submitted', 'in_progress'],
  reopen: ['closed', 'in_progress'],
  defer: ['not_started', 'deferred'],
  keepStanding: ['not_started', 'standing'],
  resume: ['deferred', 'in_progress'],
};

test.each(ACTION_MOVES)(
  '%s: whoever may not is told so before anything else, and from elsewhere it leads nowhere',
  (move) => {
    const [from, to] = MOVES[move];
    const wrong = from === 'draft' ? 'closed' : 'draft';
    expect(moveRefusal(action({ state: from }), as('administrator'), move)).toBeNull();
    expect(moveRefusal(action({ state: wrong }), as('participant'), move)?.code).toBe('forbidden');
    const refusal = moveRefusal(action({ state: wrong }), as('administrator'), move);
    expect(refusal).toMatchObject({ code: 'moveNotAllowed', details: { from: wrong, to, move } });
  },
);

test('a liaison moves the actions of their own unit, and no others', () => {
  const liaison = as('liaison');
  expect(moveRefusal(action({ state: 'not_started' }), liaison, 'accept')).toBeNull();
  for (const leadUnitId of ['another', null]) {
    expect(moveRefusal(action({ state: 'not_started', leadUnitId }), liaison, 'accept')?.code).toBe('forbidden');
  }
});

test('whoever applied for close-out verifies it never, whatever else they are; sending it back they may', () => {
  const mine = action({ state: 'submitted', submittedById: 'me' });
  for (const person of [as('administrator'), as('supervisor', 'liaison')]) {
    expect(moveRefusal(mine, person, 'verify')?.code).toBe('applicantMayNotVerify');
    expect(moveRefusal({ ...mine, submittedById: 'other' }, person, 'verify')).toBeNull();
    expect(moveRefusal(mine, person, 'sendBack')).toBeNull();
    expect(movesOpenTo(mine, person)).not.toContain('verify');
  }
});

test.each(ACTION_MOVES)('%s asks for its text and its day, and for nothing else', (move) => {
  const [state] = MOVES[move];
  const refusal = (text: string, day: string | null) =>
    moveInputRefusal(action({ state }), move, text, day)?.code ?? null;
  const { text, reviewDate } = MOVE_RULES[move];
  const missing = { none: null, reason: 'reasonRequired', report: 'reportRequired' }[text];
  expect(refusal('因为', '2027-02-01')).toBeNull();
  expect(refusal('', '2027-02-01')).toBe(missing);
  expect(refusal('因为', null)).toBe(reviewDate ? 'reviewDateRequired' : null);
});

test('only agreeing asks whether the form is complete, and says what it lacks', () => {
  const bare = action({ goal: '', committed: false });
  expect(moveInputRefusal(bare, 'agree', '', null)).toMatchObject({
    code: 'gateIncomplete',
    details: { missing: ['goal', 'commitment'] },
  });
  expect(moveInputRefusal({ ...bare, state: 'not_started' }, 'accept', '', null)).toBeNull();
});

test.each(ACTION_STATES)('words of %s change until close-out is applied for', (state) => {
  const isEditable = state === 'draft' || state === 'not_started' || state === 'in_progress';
  const refusal = editRefusal(action({ state }), as('secretary'));
  if (isEditable) expect(refusal).toBeNull();
  else expect(refusal).toMatchObject({ code: 'actionFrozen', details: { state } });
  expect(editRefusal(action({ state }), as('supervisor'))?.code).toBe('forbidden');
  // Once agreed it never falls behind the gate again.
  const emptied = editResultRefusal(action({ state, measure: '' }));
  if (state === 'draft') expect(emptied).toBeNull();
  else expect(emptied).toMatchObject({ code: 'gateIncomplete', details: { missing: ['measure'] } });
  expect(editResultRefusal(action({ state }))).toBeNull();
});

test('an incomplete draft still offers to be agreed', () => {
  expect(movesOpenTo(action({ goal: '' }), as('secretary'))).toEqual(['agree']);
  expect(movesOpenTo(action({ state: 'not_started' }), as('secretary'))).toEqual(['defer', 'keepStanding']);
  expect(movesOpenTo(action({ state: 'not_started' }), as('liaison'))).toEqual(['return', 'accept']);
});
