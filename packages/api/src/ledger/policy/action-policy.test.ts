import {
  ACTION_MOVES,
  ACTION_STATES,
  type ActionFields,
  type ActionLife,
  type ActionMove,
  type ActionState,
  EMPTY_ACTION_FIELDS,
  MOVES,
  moveInputRefusal,
  NEW_LIFE,
  type Role,
} from '@gongyi/domain';
import { expect, test } from 'vitest';
import {
  type ActionFacts,
  type ActionPerson,
  editRefusal,
  editResultRefusal,
  moveRefusal,
  movesOpenTo,
} from './action-policy.ts';

type Changes = Partial<ActionFields> & Partial<Pick<ActionLife, 'state' | 'stateBefore' | 'submittedById'>>;

function action({ state = 'draft', stateBefore = null, submittedById = null, ...fields }: Changes = {}): ActionFacts {
  return {
    life: { ...NEW_LIFE, state, stateBefore, submittedById },
    fields: {
      ...EMPTY_ACTION_FIELDS,
      problem: '问题',
      goal: '目标',
      measure: '措施',
      leadUnitId: 'unit',
      leader: '李强',
      owners: ['张伟'],
      deadline: '2027-01-31',
      committed: true,
      ...fields,
    },
  };
}
const as = (...roles: Role[]): ActionPerson => ({ userId: 'me', standing: { roles, unitIds: ['unit'] } });

/** Where each move starts and what it leads to. */
const WAYS: Record<ActionMove, readonly [from: ActionState, to: ActionState]> = {
  agree: ['draft', 'notStarted'],
  return: ['notStarted', 'draft'],
  accept: ['notStarted', 'inProgress'],
  submit: ['inProgress', 'submitted'],
  verify: ['submitted', 'closed'],
  sendBack: ['submitted', 'inProgress'],
  reopen: ['closed', 'inProgress'],
  defer: ['notStarted', 'deferred'],
  makeOngoing: ['notStarted', 'ongoing'],
  resume: ['deferred', 'inProgress'],
};

test.each(ACTION_MOVES)(
  '%s: whoever may not is told so before anything else, and from elsewhere it leads nowhere',
  (move) => {
    const [from, to] = WAYS[move];
    const wrong = from === 'draft' ? 'closed' : 'draft';
    expect(moveRefusal(action({ state: from }), as('administrator'), move)).toBeNull();
    expect(moveRefusal(action({ state: wrong }), as('participant'), move)?.code).toBe('forbidden');
    const refusal = moveRefusal(action({ state: wrong }), as('administrator'), move);
    expect(refusal).toMatchObject({ code: 'moveNotAllowed', details: { from: wrong, to, move } });
  },
);

test('a liaison moves the actions of their own unit, and no others', () => {
  const liaison = as('liaison');
  expect(moveRefusal(action({ state: 'notStarted' }), liaison, 'accept')).toBeNull();
  for (const leadUnitId of ['another', null]) {
    expect(moveRefusal(action({ state: 'notStarted', leadUnitId }), liaison, 'accept')?.code).toBe('forbidden');
  }
});

test('whoever applied for close-out verifies it never, whatever else they are; sending it back they may', () => {
  const mine = action({ state: 'submitted', submittedById: 'me' });
  for (const person of [as('administrator'), as('supervisor', 'liaison')]) {
    expect(moveRefusal(mine, person, 'verify')?.code).toBe('applicantMayNotVerify');
    const others = action({ state: 'submitted', submittedById: 'other' });
    expect(moveRefusal(others, person, 'verify')).toBeNull();
    expect(moveRefusal(mine, person, 'sendBack')).toBeNull();
    expect(movesOpenTo(mine, person)).not.toContain('verify');
  }
});

test.each(ACTION_MOVES)('%s asks for its text and its day, and for nothing else', (move) => {
  const refusal = (text: string, reviewDate: string | null) =>
    moveInputRefusal(action().fields, move, { text, reviewDate })?.code ?? null;
  const { text, reviewDate } = MOVES[move].asks;
  const missing = { none: null, reason: 'reasonRequired', report: 'reportRequired' }[text];
  expect(refusal('因为', '2027-02-01')).toBeNull();
  expect(refusal('', '2027-02-01')).toBe(missing);
  expect(refusal('因为', null)).toBe(reviewDate ? 'reviewDateRequired' : null);
});

test('only agreeing asks whether the form is complete, and says what it lacks', () => {
  const { fields } = action({ goal: '', committed: false });
  const nothing = { text: '', reviewDate: null };
  expect(moveInputRefusal(fields, 'agree', nothing)).toMatchObject({
    code: 'gateIncomplete',
    details: { missing: ['goal', 'committed'] },
  });
  expect(moveInputRefusal(fields, 'accept', nothing)).toBeNull();
});

test.each(ACTION_STATES)('words of %s change until close-out is applied for', (state) => {
  const isEditable = state === 'draft' || state === 'notStarted' || state === 'inProgress';
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
  expect(movesOpenTo(action({ state: 'notStarted' }), as('secretary'))).toEqual(['defer', 'makeOngoing']);
  expect(movesOpenTo(action({ state: 'notStarted' }), as('liaison'))).toEqual(['return', 'accept']);
});
