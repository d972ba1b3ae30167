import {
  ACTION_MOVES,
  ACTION_STATES,
  type ActionLife,
  type ActionMove,
  type ActionState,
  applyMove,
  MOVES,
  movesFrom,
  NEW_LIFE,
  nextState,
} from '@gongyi/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createTestWorld,
  EMPTY_FIELDS,
  type Person,
  refusalOf,
  settle,
  type TestWorld,
} from '../../test/test-world.ts';
import { toLife } from '../steps/action-row.ts';

let world: TestWorld;
let administrator: Person;
let campaign: Awaited<ReturnType<TestWorld['newCampaign']>>;
beforeAll(async () => {
  world = await createTestWorld();
  administrator = await world.setUpAdministrator();
  campaign = await world.newCampaign(administrator);
});
afterAll(() => world[Symbol.asyncDispose]());

const REVIEW_DATE = '2027-03-01';

/** Nothing is known of where it was when it was set aside. */
const at = (state: ActionState) => ({ state, stateBefore: null });

describe.each(ACTION_STATES)('from %s', (state) => {
  test.each(ACTION_MOVES)('%s', async (move) => {
    const { actionId, version } = await world.insertAction(campaign, { state, leadUnitId: campaign.unit.id });
    const moving = administrator.api.actions.move({ actionId, version, move, text: '说明', reviewDate: REVIEW_DATE });
    const target = nextState(at(state), move);
    if (target === null) {
      expect(await refusalOf(moving)).toMatchObject({ code: 'moveNotAllowed', details: { from: state, move } });
      expect(await administrator.api.actions.get({ actionId })).toMatchObject({ state, version });
      expect(await administrator.api.actions.history({ actionId })).toEqual([]);
    } else {
      expect(await moving).toMatchObject({ state: target, version: version + 1 });
      const history = await administrator.api.actions.history({ actionId });
      expect(history).toMatchObject([
        { type: 'action.moved', actorName: 'Person 1', data: { move, from: state, to: target, text: '说明' } },
      ]);
    }
  });

  test('the view offers exactly the moves that the table has', async () => {
    const { actionId } = await world.insertAction(campaign, { state, leadUnitId: campaign.unit.id });
    const { mayMove } = await administrator.api.actions.get({ actionId });
    expect(mayMove).toEqual(ACTION_MOVES.filter((move) => nextState(at(state), move) !== null));
  });
});

describe.each(ACTION_MOVES)('%s', (move) => {
  const [from] = ACTION_STATES.filter((state) => nextState(at(state), move) !== null);
  const { asks } = MOVES[move];
  const attempt = async (text: string, reviewDate: string | null) => {
    if (from === undefined) throw new Error(`no state has the move ${move}`);
    const { actionId, version } = await world.insertAction(campaign, { state: from, leadUnitId: campaign.unit.id });
    return administrator.api.actions.move({ actionId, version, move, text, reviewDate });
  };

  test('asks for the sentence that the table names, and for no other', async () => {
    const attempted = attempt('   ', REVIEW_DATE);
    if (asks.text === 'none') expect((await attempted).state).toBe(from && nextState(at(from), move));
    else expect((await refusalOf(attempted)).code).toBe(`${asks.text}Required`);
  });

  test('asks for a review date where the table says so', async () => {
    const attempted = attempt('说明', null);
    if (asks.reviewDate) expect((await refusalOf(attempted)).code).toBe('reviewDateRequired');
    else expect((await attempted).state).toBe(from && nextState(at(from), move));
  });
});

test('a draft that lacks something is not agreed, and the refusal names what', async () => {
  const pointIds = world.addPoints(campaign.sessionId, campaign.theme.id, 1);
  const { sessionId, theme } = campaign;
  const draft = await administrator.api.actions.promote({
    sessionId,
    themeId: theme.id,
    pointIds,
    fields: { ...EMPTY_FIELDS, goal: '目标', owners: ['张伟'] },
  });
  const missing = ['deadline', 'measure', 'leadUnitId', 'leader', 'committed'];
  expect(draft.missing).toEqual(missing);
  expect(draft.mayMove).toEqual(['agree']);
  const agreeing = administrator.api.actions.move({ actionId: draft.id, version: draft.version, move: 'agree' });
  expect(await refusalOf(agreeing)).toEqual({ code: 'gateIncomplete', details: { missing } });
});

test('whoever applied for close-out never verifies, whatever their roles; a second party does', async () => {
  const { actionId, version } = await world.insertAction(campaign, {
    state: 'inProgress',
    leadUnitId: campaign.unit.id,
  });
  const submitted = await administrator.api.actions.move({ actionId, version, move: 'submit', text: '已完成' });
  expect(submitted).toMatchObject({ state: 'submitted', report: '已完成', mayMove: ['sendBack'] });
  const verifying = administrator.api.actions.move({ actionId, version: submitted.version, move: 'verify' });
  expect((await refusalOf(verifying)).code).toBe('applicantMayNotVerify');

  const supervisor = await world.invite(administrator, campaign.campaignId, 'supervisor');
  const closed = await supervisor.api.actions.move({ actionId, version: submitted.version, move: 'verify' });
  expect(closed).toMatchObject({ state: 'closed', mayMove: ['reopen'], mayEdit: false });
  expect(closed.closedAt).not.toBeNull();

  // Sent back and submitted by somebody else, the first applicant is a second party again.
  const reopened = await supervisor.api.actions.move({
    actionId,
    version: closed.version,
    move: 'reopen',
    text: '复发',
  });
  expect(reopened).toMatchObject({ state: 'inProgress', returnReason: '复发', closedAt: null });
  const liaison = await world.invite(administrator, campaign.campaignId, 'liaison', campaign.unit.id);
  const again = await liaison.api.actions.move({
    actionId,
    version: reopened.version,
    move: 'submit',
    text: '再次完成',
  });
  expect(again).toMatchObject({ returnReason: '', report: '再次完成' });
  const verified = await administrator.api.actions.move({ actionId, version: again.version, move: 'verify' });
  expect(verified.state).toBe('closed');
});

test('an action set aside says why and until when, and forgets it when resumed', async () => {
  const { actionId, version } = await world.insertAction(campaign, { state: 'notStarted', leadUnitId: null });
  const move = { actionId, version, move: 'defer', text: '资金未到位', reviewDate: REVIEW_DATE } as const;
  const deferred = await administrator.api.actions.move(move);
  expect(deferred).toMatchObject({ state: 'deferred', sideReason: '资金未到位', nextReview: REVIEW_DATE });
  const resumed = await administrator.api.actions.move({ actionId, version: deferred.version, move: 'resume' });
  // Its unit had not accepted it, and has to.
  expect(resumed).toMatchObject({ state: 'notStarted', stateBefore: null, sideReason: '', nextReview: null });
});

test('of ten people who move one action at once, one wins and the others are told that it changed', async () => {
  const { actionId, version } = await world.insertAction(campaign, { state: 'notStarted', leadUnitId: null });
  const { results, refusals } = await settle(
    Array.from({ length: 10 }, (_, index) =>
      administrator.api.actions.move({
        actionId,
        version,
        move: index % 2 === 0 ? 'accept' : 'return',
        text: '说明',
      }),
    ),
  );
  expect(results).toHaveLength(1);
  expect(refusals).toEqual(Array(9).fill('versionConflict'));
  const action = await administrator.api.actions.get({ actionId });
  expect(action).toMatchObject({ version: version + 1, state: results[0]?.state });
  expect(await administrator.api.actions.history({ actionId })).toHaveLength(1);
});

test('a move on what one saw a moment ago is a version conflict, not a puzzle about states', async () => {
  const { actionId, version } = await world.insertAction(campaign, { state: 'notStarted', leadUnitId: null });
  await administrator.api.actions.move({ actionId, version, move: 'accept' });
  const late = administrator.api.actions.move({ actionId, version, move: 'accept' });
  expect((await refusalOf(late)).code).toBe('versionConflict');
});

/** The numbers of a linear congruential generator, from 0 up to and without `below`. */
function createRandom(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test.each([1, 2, 3, 4])('random moves: what the API keeps is what `applyMove` says (seed %i)', async (seed) => {
  const random = createRandom(seed);
  const { actionId } = await world.insertAction(campaign, { state: 'draft', leadUnitId: campaign.unit.id });
  const supervisor = await world.invite(administrator, campaign.campaignId, 'supervisor');
  const userIds = { administrator: await administrator.userId(), supervisor: await supervisor.userId() };
  let expected: ActionLife = NEW_LIFE;
  let version = 1;
  const made: ActionMove[] = [];
  for (let step = 0; step < 40; step++) {
    // Half of the time any move, so that refusals are walked too.
    const moves = random(2) === 0 ? ACTION_MOVES : movesFrom(expected.state);
    const move = moves[random(moves.length)] ?? 'agree';
    const isTheirs = MOVES[move].by === 'action.verify';
    const person = isTheirs ? supervisor : administrator;
    const userId = isTheirs ? userIds.supervisor : userIds.administrator;
    const text = `说明 ${step}`;
    const attempted = person.api.actions.move({ actionId, version, move, text, reviewDate: REVIEW_DATE });
    if (nextState(expected, move) === null) {
      expect((await refusalOf(attempted)).code).toBe('moveNotAllowed');
      expect(() => applyMove(expected, move, { text, reviewDate: REVIEW_DATE, userId }, new Date())).toThrow();
      continue;
    }
    ({ version } = await attempted);
    made.push(move);
    const row = await world.prisma.action.findUniqueOrThrow({ where: { id: actionId } });
    expect(row.stateSince).not.toBeNull();
    expected = applyMove(expected, move, { text, reviewDate: REVIEW_DATE, userId }, row.stateSince ?? new Date(0));
    expect(toLife(row)).toEqual(expected);
  }
  expect(made.length).toBeGreaterThan(10);

  // Nothing that was begun or ended is overwritten.
  const count = (...wanted: ActionMove[]) => made.filter((move) => wanted.includes(move)).length;
  const rounds = await world.prisma.closeOutRound.findMany({ where: { actionId }, orderBy: { number: 'asc' } });
  const asides = await world.prisma.setAside.findMany({ where: { actionId }, orderBy: { number: 'asc' } });
  const returns = await world.prisma.actionReturn.findMany({ where: { actionId }, orderBy: { number: 'asc' } });
  expect(rounds.map(({ number }) => number)).toEqual(Array.from({ length: count('submit') }, (_, index) => index + 1));
  expect(rounds.filter(({ outcome }) => outcome === 'verified')).toHaveLength(count('verify'));
  expect(rounds.filter(({ outcome }) => outcome === 'sentBack')).toHaveLength(count('sendBack'));
  expect(rounds.filter(({ reopenedAt }) => reopenedAt !== null)).toHaveLength(count('reopen'));
  expect(asides).toHaveLength(count('defer', 'makeOngoing'));
  expect(asides.filter(({ resumedAt }) => resumedAt !== null)).toHaveLength(count('resume'));
  expect(returns).toHaveLength(count('return'));
  const last = asides.at(-1);
  if (expected.stateBefore !== null) {
    expect(last).toMatchObject({ state: expected.state, stateBefore: expected.stateBefore, resumedAt: null });
  }
});

test('a round of closing out keeps who applied, who decided and why', async () => {
  const { actionId, version } = await world.insertAction(campaign, { state: 'inProgress', leadUnitId: null });
  const supervisor = await world.invite(administrator, campaign.campaignId, 'supervisor');
  const [applicant, verifier] = [await administrator.userId(), await supervisor.userId()];
  const go = (person: Person, at: number, move: ActionMove, text = '') =>
    person.api.actions.move({ actionId, version: version + at, move, text });
  await go(administrator, 0, 'submit', '装了路灯');
  await go(supervisor, 1, 'sendBack', '还有两盏不亮');
  await go(administrator, 2, 'submit', '全亮了');
  await go(supervisor, 3, 'verify');
  await go(supervisor, 4, 'reopen', '又坏了');
  const rounds = await world.prisma.closeOutRound.findMany({ where: { actionId }, orderBy: { number: 'asc' } });
  expect(rounds).toMatchObject([
    {
      report: '装了路灯',
      submittedById: applicant,
      outcome: 'sentBack',
      reason: '还有两盏不亮',
      decidedById: verifier,
    },
    { report: '全亮了', outcome: 'verified', reason: '', reopenReason: '又坏了', reopenedById: verifier },
  ]);
  expect(rounds.map(({ decidedAt, reopenedAt }) => [decidedAt !== null, reopenedAt !== null])).toEqual([
    [true, false],
    [true, true],
  ]);
});

test('each time that an action is set aside keeps who took it up again, and when', async () => {
  const { actionId, version } = await world.insertAction(campaign, { state: 'inProgress', leadUnitId: null });
  const secretary = await world.invite(administrator, campaign.campaignId, 'secretary');
  const [one, other] = [await administrator.userId(), await secretary.userId()];
  const go = (person: Person, at: number, move: ActionMove) =>
    person.api.actions.move({ actionId, version: version + at, move, text: '说明', reviewDate: REVIEW_DATE });
  const read = () => world.prisma.setAside.findMany({ where: { actionId }, orderBy: { number: 'asc' } });
  await go(administrator, 0, 'defer');
  await go(administrator, 1, 'resume');
  const [first] = await read();
  expect(first).toMatchObject({ state: 'deferred', setAsideById: one, resumedById: one });
  await go(secretary, 2, 'makeOngoing');
  await go(secretary, 3, 'resume');
  expect(await read()).toEqual([
    first,
    expect.objectContaining({ state: 'ongoing', setAsideById: other, resumedById: other }),
  ]);
});
