import { newId } from '@gongyi/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestWorld, type Person, refusalOf, settle, type TestWorld } from '../test/test-world.ts';

let world: TestWorld;
let facilitator: Person;
beforeAll(async () => {
  world = await createTestWorld();
  facilitator = await world.setUpAdministrator();
});
afterAll(() => world[Symbol.asyncDispose]());

/** A session that votes, with these settings and so many points. */
async function openVoting(settings: { budget?: number; perPoint?: number; totalsHidden?: boolean } = {}, points = 4) {
  const campaign = await world.newCampaign(facilitator);
  const { sessionId, theme } = campaign;
  const pointIds = world.addPoints(sessionId, theme.id, points);
  await facilitator.api.votes.setSettings({ sessionId, budget: 5, perPoint: 3, totalsHidden: false, ...settings });
  await facilitator.api.facilitation.setStage({ sessionId, from: 'brief', stage: 'vote' });
  const voter = (name?: string) => world.join(facilitator, sessionId, name);
  const cast = (person: Person, targetId: string | undefined, voteId = newId<string>()) =>
    person.api.votes.cast({ sessionId, voteId, targetId: targetId ?? '' });
  return { ...campaign, pointIds, voter, cast };
}

test('votes are counted, bounded by the budget and for each point, and can be taken back', async () => {
  const { sessionId, pointIds, voter, cast } = await openVoting();
  const [a, b, c] = pointIds;
  const phone = await voter();
  for (const target of [a, a, a, b]) await cast(phone, target);
  expect(await refusalOf(cast(phone, a))).toEqual({ code: 'votesPerPointSpent', details: { limit: 3 } });
  const full = await cast(phone, b);
  expect(full).toMatchObject({ open: true, spent: 5, left: 0, budget: 5, perPoint: 3 });
  expect(await refusalOf(cast(phone, c))).toEqual({ code: 'voteBudgetSpent', details: { budget: 5 } });
  const [first] = full.votes;
  const withdraw = () => phone.api.votes.withdraw({ sessionId, voteId: first?.id ?? '' });
  expect(await withdraw()).toMatchObject({ spent: 4, left: 1 });
  expect(await withdraw()).toMatchObject({ spent: 4, left: 1 });
  await cast(phone, c);
  expect(await phone.api.votes.totals({ sessionId })).toEqual({
    hidden: false,
    voters: 1,
    totals: [a, b, c]
      .map((targetId) => ({ targetId, votes: targetId === c ? 1 : 2 }))
      .sort((x, y) => ((x.targetId ?? '') < (y.targetId ?? '') ? -1 : 1)),
  });
  expect((await refusalOf(cast(phone, 'gone'))).code).toBe('pointMissing');
});

test('a vote that is sent twice is one vote, and nobody can use or take back somebody else’s', async () => {
  const { sessionId, pointIds, voter, cast } = await openVoting();
  const [one, two] = [await voter('一'), await voter('二')];
  const voteId = newId<string>();
  const results = await Promise.all(Array.from({ length: 10 }, () => cast(one, pointIds[0], voteId)));
  expect(results.at(-1)).toMatchObject({ spent: 1 });
  expect((await refusalOf(cast(two, pointIds[1], voteId))).code).toBe('invalidInput');
  await two.api.votes.withdraw({ sessionId, voteId });
  expect((await one.api.votes.mine({ sessionId })).votes).toEqual([{ id: voteId, targetId: pointIds[0] }]);
});

test('two hundred racing votes are never over a budget, and never fewer than were answered', async () => {
  const { sessionId, pointIds, voter, cast } = await openVoting({ budget: 5, perPoint: 2 });
  const voters = await Promise.all(Array.from({ length: 10 }, (_, index) => voter(`代表${index}`)));
  const { results, refusals } = await settle(
    voters.flatMap((person) => Array.from({ length: 20 }, (_, index) => cast(person, pointIds[index % 4]))),
  );
  expect(results).toHaveLength(50);
  expect(refusals).toHaveLength(150);
  for (const code of new Set(refusals)) expect(['voteBudgetSpent', 'votesPerPointSpent']).toContain(code);
  const rows = await world.prisma.vote.groupBy({ by: ['voterKey'], where: { sessionId }, _count: true });
  expect(rows.map(({ _count }) => _count)).toEqual(Array(10).fill(5));
  const perPoint = await world.prisma.vote.groupBy({
    by: ['voterKey', 'targetId'],
    where: { sessionId },
    _count: true,
  });
  expect(Math.max(...perPoint.map(({ _count }) => _count))).toBeLessThanOrEqual(2);
  expect(world.faults).toEqual([]);
});

test('casting, withdrawing and lowering the budget at once leave nobody over it', async () => {
  const { sessionId, pointIds, voter, cast } = await openVoting({ budget: 5, perPoint: 5 });
  const phone = await voter();
  const { votes } = await cast(phone, pointIds[0]);
  await settle<unknown>([
    ...Array.from({ length: 20 }, (_, index) => cast(phone, pointIds[index % 4])),
    ...Array.from({ length: 5 }, () => phone.api.votes.withdraw({ sessionId, voteId: votes[0]?.id ?? '' })),
    ...[4, 3, 2].map((budget) =>
      facilitator.api.votes.setSettings({ sessionId, budget, perPoint: 5, totalsHidden: false }),
    ),
  ]);
  const { spent, budget } = await phone.api.votes.mine({ sessionId });
  expect(spent).toBeGreaterThan(0);
  expect(spent).toBeLessThanOrEqual(budget);
  expect(world.faults).toEqual([]);
});

describe('who may vote, and when', () => {
  test('only while the switch is on, and under no hold', async () => {
    const { sessionId, pointIds, voter, cast } = await openVoting();
    const phone = await voter();
    const { votes } = await cast(phone, pointIds[0]);
    const withdraw = () => phone.api.votes.withdraw({ sessionId, voteId: votes[0]?.id ?? '' });
    await facilitator.api.facilitation.hold({ sessionId });
    for (const attempt of [cast(phone, pointIds[1]), withdraw()]) {
      expect((await refusalOf(attempt)).code).toBe('sessionHeld');
    }
    await facilitator.api.facilitation.release({ sessionId });
    await facilitator.api.facilitation.setSwitch({ sessionId, name: 'vote', on: false });
    for (const person of [phone, facilitator]) {
      expect((await refusalOf(cast(person, pointIds[1]))).code).toBe('votingClosed');
    }
    expect((await refusalOf(withdraw())).code).toBe('votingClosed');
    expect(await phone.api.votes.mine({ sessionId })).toMatchObject({ open: false, spent: 1 });
    await facilitator.api.sessions.close({ sessionId });
    expect((await refusalOf(cast(phone, pointIds[1]))).code).toBe('sessionClosed');
  });
});

describe('totals', () => {
  test('hidden ones are nobody’s until voting ends, and ties are ties', async () => {
    const { sessionId, pointIds, voter, cast } = await openVoting({ totalsHidden: true }, 5);
    const [one, two] = [await voter('一'), await voter('二')];
    const [a, b, c, d] = pointIds;
    for (const target of [a, a, b]) await cast(one, target);
    for (const target of [b, c, d]) await cast(two, target);
    for (const person of [one, facilitator]) {
      expect(await person.api.votes.totals({ sessionId })).toEqual({ hidden: true });
      expect(await person.api.votes.results({ sessionId })).toEqual({ hidden: true });
      expect((await person.api.outcomes.summary({ sessionId })).topPoints).toBeNull();
    }
    await facilitator.api.facilitation.setStage({ sessionId, from: 'vote', stage: 'agree' });
    const results = await one.api.votes.results({ sessionId });
    if (results.hidden) throw new Error('the totals of a vote that has ended are hidden');
    expect(results.voters).toBe(2);
    expect(results.results.map(({ rank, votes }) => [rank, votes])).toEqual([
      [1, 2],
      [1, 2],
      [3, 1],
      [3, 1],
    ]);
    expect(results.results.map(({ targetId }) => targetId).slice(0, 2)).toEqual([a, b].sort());
    expect(results.results[0]?.text).toMatch(/^要点/);
  });

  test('the history says that somebody voted, and neither who nor for what', async () => {
    const { sessionId, pointIds, voter, cast } = await openVoting();
    const phone = await voter();
    await cast(phone, pointIds[0]);
    const events = await world.prisma.event.findMany({ where: { sessionId, type: 'votes.changed' } });
    expect(events).toMatchObject([{ subjectId: sessionId, actorKind: 'system', actorId: null, data: {} }]);
  });
});

test('settings follow what was spent: up freely, down to what somebody used', async () => {
  const { sessionId, pointIds, voter, cast } = await openVoting();
  const phone = await voter();
  for (const target of [pointIds[0], pointIds[0], pointIds[1]]) await cast(phone, target);
  const set = (budget: number, perPoint: number, totalsHidden = false) =>
    facilitator.api.votes.setSettings({ sessionId, budget, perPoint, totalsHidden });
  expect(await refusalOf(set(2, 3))).toEqual({ code: 'voteBudgetTooLow', details: { spent: 3 } });
  expect(await refusalOf(set(5, 1))).toEqual({ code: 'votesPerPointTooLow', details: { spent: 2 } });
  expect((await refusalOf(set(5, 3, true))).code).toBe('voteSettingsLocked');
  await set(3, 2);
  expect(await phone.api.votes.mine({ sessionId })).toMatchObject({ budget: 3, perPoint: 2, left: 0 });
  await set(10, 10);
  expect(await phone.api.votes.mine({ sessionId })).toMatchObject({ left: 7 });
  expect((await refusalOf(set(0, 1))).code).toBe('invalidInput');
});

test('a leader sees who still has votes: participants who are in, and members who vote and do not lead', async () => {
  const { campaignId, sessionId, pointIds, voter, cast, unit } = await openVoting();
  const [one, gone] = [await voter('一'), await voter('走了')];
  const liaison = await world.invite(facilitator, campaignId, 'liaison', unit.id);
  await world.invite(facilitator, campaignId, 'supervisor');
  await cast(one, pointIds[0]);
  await facilitator.api.people.remove({ participantId: gone.id });
  const { name } = (await liaison.api.sessions.get({ sessionId })).me;
  const { begun, ...remaining } = await facilitator.api.votes.remaining({ sessionId });
  expect(begun).toBe(true);
  if (remaining.anonymous) throw new Error('it is a session with names');
  expect(remaining.people.map(({ authorId, ...rest }) => rest).sort((a, b) => a.left - b.left)).toEqual([
    { name: '一', unit: '经发办', left: 4 },
    { name, unit: unit.name, left: 5 },
  ]);
  expect(remaining.people.map(({ authorId }) => authorId)).toContain(one.authorId);
  expect((await refusalOf(one.api.votes.remaining({ sessionId }))).code).toBe('forbidden');
});
