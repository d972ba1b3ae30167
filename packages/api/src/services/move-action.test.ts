import { ACTION_MOVES, ACTION_STATES, MOVE_RULES, NEXT_STATE } from '@gongyi/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestWorld, EMPTY_FIELDS, type Person, refusalOf, settle, type TestWorld } from '../test/test-world.ts';

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

describe.each(ACTION_STATES)('from %s', (state) => {
  test.each(ACTION_MOVES)('%s', async (move) => {
    const { actionId, version } = await world.insertAction(campaign, { state, leadUnitId: campaign.unit.id });
    const moving = administrator.api.actions.move({ actionId, version, move, text: '说明', reviewDate: REVIEW_DATE });
    const target = NEXT_STATE[state][move];
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
    expect(mayMove).toEqual(ACTION_MOVES.filter((move) => NEXT_STATE[state][move] !== null));
  });
});

describe.each(ACTION_MOVES)('%s', (move) => {
  const [from] = ACTION_STATES.filter((state) => NEXT_STATE[state][move] !== null);
  const rule = MOVE_RULES[move];
  const attempt = async (text: string, reviewDate: string | null) => {
    if (from === undefined) throw new Error(`no state has the move ${move}`);
    const { actionId, version } = await world.insertAction(campaign, { state: from, leadUnitId: campaign.unit.id });
    return administrator.api.actions.move({ actionId, version, move, text, reviewDate });
  };

  test('asks for the sentence that the table names, and for no other', async () => {
    const attempted = attempt('   ', REVIEW_DATE);
    if (rule.text === 'none') expect((await attempted).state).toBe(from && NEXT_STATE[from][move]);
    else expect((await refusalOf(attempted)).code).toBe(`${rule.text}Required`);
  });

  test('asks for a review date where the table says so', async () => {
    const attempted = attempt('说明', null);
    if (rule.reviewDate) expect((await refusalOf(attempted)).code).toBe('reviewDateRequired');
    else expect((await attempted).state).toBe(from && NEXT_STATE[from][move]);
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
  const missing = ['deadline', 'measure', 'leadUnit', 'leader', 'commitment'];
  expect(draft.missing).toEqual(missing);
  expect(draft.mayMove).toEqual(['agree']);
  const agreeing = administrator.api.actions.move({ actionId: draft.id, version: draft.version, move: 'agree' });
  expect(await refusalOf(agreeing)).toEqual({ code: 'gateIncomplete', details: { missing } });
});

test('whoever applied for close-out never verifies, whatever their roles; a second party does', async () => {
  const { actionId, version } = await world.insertAction(campaign, {
    state: 'in_progress',
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
  expect(reopened).toMatchObject({ state: 'in_progress', returnReason: '复发', closedAt: null });
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
  const { actionId, version } = await world.insertAction(campaign, { state: 'not_started', leadUnitId: null });
  const move = { actionId, version, move: 'defer', text: '资金未到位', reviewDate: REVIEW_DATE } as const;
  const deferred = await administrator.api.actions.move(move);
  expect(deferred).toMatchObject({ state: 'deferred', sideReason: '资金未到位', nextReview: REVIEW_DATE });
  const resumed = await administrator.api.actions.move({ actionId, version: deferred.version, move: 'resume' });
  expect(resumed).toMatchObject({ state: 'in_progress', sideReason: '', nextReview: null });
});

test('of ten people who move one action at once, one wins and the others are told that it changed', async () => {
  const { actionId, version } = await world.insertAction(campaign, { state: 'not_started', leadUnitId: null });
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
  const { actionId, version } = await world.insertAction(campaign, { state: 'not_started', leadUnitId: null });
  await administrator.api.actions.move({ actionId, version, move: 'accept' });
  const late = administrator.api.actions.move({ actionId, version, move: 'accept' });
  expect((await refusalOf(late)).code).toBe('versionConflict');
});
