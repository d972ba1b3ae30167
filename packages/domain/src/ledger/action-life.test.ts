import { expect, test } from 'vitest';
import { type ActionLife, applyMove, NEW_LIFE } from './action-life.ts';
import { STATES } from './action-states.ts';
import { type ActionMove, movesFrom } from './moves.ts';

const at = (minute: number) => new Date(Date.UTC(2027, 0, 1, 8, minute));

/** One move a minute, from a new draft on. */
function live(...moves: (ActionMove | [ActionMove, string, string?])[]): ActionLife {
  return moves.reduce<ActionLife>((life, step, minute) => {
    const [move, text = '', reviewDate = null] = typeof step === 'string' ? [step] : step;
    return applyMove(life, move, { text, reviewDate, userId: `who ${minute}` }, at(minute));
  }, NEW_LIFE);
}

test('the way an action is meant to go', () => {
  expect(live('agree', 'accept', ['submit', '已完成'], 'verify')).toEqual({
    ...NEW_LIFE,
    state: 'closed',
    stateSince: at(3),
    agreedAt: at(0),
    acceptedAt: at(1),
    report: '已完成',
    submittedById: 'who 2',
    closedAt: at(3),
  });
});

test('one that goes back says why, until it goes on', () => {
  expect(live('agree', ['return', '单位不对'])).toMatchObject({
    state: 'draft',
    returnReason: '单位不对',
    agreedAt: null,
  });
  expect(live('agree', ['return', '单位不对'], 'agree')).toMatchObject({ returnReason: '', agreedAt: at(2) });
  const sentBack = live('agree', 'accept', ['submit', '一'], ['sendBack', '缺照片']);
  expect(sentBack).toMatchObject({ state: 'inProgress', returnReason: '缺照片', report: '一' });
  const again = live('agree', 'accept', ['submit', '一'], ['sendBack', '缺照片'], ['submit', '二'], 'verify');
  expect(again).toMatchObject({ returnReason: '', report: '二', submittedById: 'who 4', closedAt: at(5) });
  const reopened = live('agree', 'accept', ['submit', '一'], 'verify', ['reopen', '复发']);
  expect(reopened).toMatchObject({ state: 'inProgress', returnReason: '复发', closedAt: null, acceptedAt: at(1) });
});

test.each(['defer', 'makeOngoing'] as const)('%s: why and until when, and back to where it was', (move) => {
  const setAside = live('agree', [move, '等资金', '2027-06-01']);
  expect(setAside).toMatchObject({
    stateBefore: 'notStarted',
    stateSince: at(1),
    sideReason: '等资金',
    nextReview: '2027-06-01',
  });
  expect(live('agree', [move, '等资金', '2027-06-01'], 'resume')).toEqual({
    ...NEW_LIFE,
    state: 'notStarted',
    stateSince: at(2),
    agreedAt: at(0),
  });
  expect(live('agree', 'accept', [move, '等资金', '2027-06-01'], 'resume')).toMatchObject({
    state: 'inProgress',
    acceptedAt: at(1),
    stateBefore: null,
  });
});

test('a move that there is not is refused, and says where it would have led', () => {
  expect(() => live('verify')).toThrow(
    expect.objectContaining({ code: 'moveNotAllowed', details: { from: 'draft', to: 'closed', move: 'verify' } }),
  );
});

/** Whatever is done in any order, these hold of every action. */
test('2,000 random lives', () => {
  let seed = 20_261_201;
  // A linear congruential generator, with the numbers of Numerical Recipes.
  const random = (below: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  for (let one = 0; one < 2_000; one++) {
    let life: ActionLife = NEW_LIFE;
    for (let step = 0; step < 20; step++) {
      const before = life;
      const moves = movesFrom(life.state);
      const move = moves[random(moves.length)] ?? 'agree';
      life = applyMove(life, move, { text: `why ${step}`, reviewDate: '2027-06-01', userId: 'me' }, at(step));
      const isAside = STATES[life.state].lane === 'side';
      expect(life.stateBefore).toBe(isAside ? before.state : null);
      expect([life.sideReason !== '', life.nextReview !== null]).toEqual([isAside, isAside]);
      expect(life.agreedAt !== null).toBe(STATES[life.state].agreed);
      expect(life.closedAt !== null).toBe(life.state === 'closed');
      expect(life.stateSince).toEqual(at(step));
      if (life.state === 'submitted' || life.state === 'closed') expect(life.submittedById).toBe('me');
      if (life.state === 'inProgress') expect(life.acceptedAt).not.toBeNull();
    }
  }
});
