import { INBOX_THEME_ID, newId, statesWhere } from '@gongyi/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestWorld, EMPTY_FIELDS, type Person, refusalOf, settle, type TestWorld } from '../test/test-world.ts';

let world: TestWorld;
let facilitator: Person;
beforeAll(async () => {
  world = await createTestWorld();
  facilitator = await world.setUpAdministrator();
});
afterAll(() => world[Symbol.asyncDispose]());

async function newSession(points: number) {
  const campaign = await world.newCampaign(facilitator);
  const { sessionId, theme } = campaign;
  const pointIds = world.addPoints(sessionId, theme.id, points);
  const dispose = (ids: string[], disposition: 'notAdopted' | 'deferred', reason = '') =>
    facilitator.api.outcomes.dispose({ sessionId, pointIds: ids, disposition, reason });
  const promote = (ids: string[]) =>
    facilitator.api.actions.promote({ sessionId, themeId: theme.id, pointIds: ids, fields: EMPTY_FIELDS });
  const openIds = async () => (await facilitator.api.outcomes.open({ sessionId })).map(({ id }) => id);
  return { ...campaign, pointIds, dispose, promote, openIds };
}

test('many points are disposed of at once, each stays decided, and can be opened again', async () => {
  const { sessionId, pointIds, dispose, openIds } = await newSession(5);
  const [a, b, c, d, e] = pointIds as [string, string, string, string, string];
  expect(await openIds()).toEqual(pointIds);
  await dispose([a, b, a], 'notAdopted', '与本次主题无关');
  await dispose([b, c], 'deferred');
  expect(await openIds()).toEqual([d, e]);
  expect(await facilitator.api.outcomes.dispositions({ sessionId })).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ pointId: a, disposition: 'notAdopted', reason: '与本次主题无关' }),
      expect.objectContaining({ pointId: b, disposition: 'deferred', reason: '' }),
      expect.objectContaining({ pointId: c, disposition: 'deferred' }),
    ]),
  );
  await facilitator.api.outcomes.undispose({ sessionId, pointIds: [a, d] });
  expect(await openIds()).toEqual([a, d, e]);
  const events = await world.prisma.event.findMany({ where: { sessionId, type: 'points.disposed' } });
  expect(events).toHaveLength(3);
});

test('whoever opens points again in one session opens none of another, whatever ids they name', async () => {
  const [here, elsewhere] = [await newSession(1), await newSession(1)];
  await elsewhere.dispose(elsewhere.pointIds, 'deferred');
  await facilitator.api.outcomes.undispose({ sessionId: here.sessionId, pointIds: elsewhere.pointIds });
  expect(await elsewhere.openIds()).toEqual([]);
  expect(await world.prisma.event.count({ where: { sessionId: here.sessionId, type: 'points.disposed' } })).toBe(0);
});

test('a disposition needs points that are there and became no action, and a reason unless deferred', async () => {
  const { pointIds, dispose, promote } = await newSession(2);
  const [a, b] = pointIds as [string, string];
  expect((await refusalOf(dispose([a], 'notAdopted', '  '))).code).toBe('reasonRequired');
  expect((await refusalOf(dispose([a, 'gone'], 'deferred'))).code).toBe('pointMissing');
  const { number } = await promote([b]);
  expect(await refusalOf(dispose([a, b], 'deferred'))).toEqual({ code: 'pointAlreadyPromoted', details: { number } });
});

test('promoting a point that was put aside takes that back, and both at once never hold', async () => {
  const { sessionId, pointIds, dispose, promote } = await newSession(20);
  const [first, second] = pointIds as [string, string];
  await dispose([first, second], 'notAdopted', '理由');
  await promote([first]);
  // Of the others everything stays decided.
  expect(await facilitator.api.outcomes.dispositions({ sessionId })).toMatchObject([{ pointId: second }]);
  await settle<unknown>(pointIds.slice(1).flatMap((id) => [dispose([id], 'deferred'), promote([id])]));
  const promoted = await world.prisma.actionPoint.findMany({ where: { sessionId } });
  const disposed = await facilitator.api.outcomes.dispositions({ sessionId });
  expect(promoted).toHaveLength(20);
  expect(disposed).toEqual([]);
  expect(world.faults).toEqual([]);
});

test('what was said of a point that was deleted since is in no summary', async () => {
  const { sessionId, pointIds, dispose } = await newSession(3);
  const [gone, kept] = pointIds as [string, string];
  await dispose([gone, kept], 'deferred');
  const points = world.points.get(sessionId) ?? [];
  world.points.set(
    sessionId,
    points.filter(({ id }) => id !== gone),
  );
  expect(await facilitator.api.outcomes.summary({ sessionId })).toMatchObject({
    counts: { points: 2, deferred: 1, open: 1 },
    disposed: [{ pointId: kept }],
  });
});

test('the summary says where every point went, and who was there by unit', async () => {
  const { sessionId, theme, otherTheme, unit, pointIds, dispose, promote } = await newSession(6);
  const [a, b, c, d, e] = pointIds as [string, string, string, string, string];
  const all = world.points.get(sessionId) ?? [];
  world.points.set(
    sessionId,
    all.map((point, index) => {
      if (index === 5) return { ...point, themeId: null };
      // The second is disposed of, and the fifth goes with it; nobody decides about the other
      // cluster.
      const clusterId = [null, 'one', null, 'other', 'one'][index];
      return clusterId ? { ...point, clusterId } : point;
    }),
  );
  const phones = await Promise.all(
    [unit.name, unit.name, '石桥村'].map((name) => world.join(facilitator, sessionId, '代表', name)),
  );
  const removed = await world.join(facilitator, sessionId, '代表', '石桥村');
  await facilitator.api.people.remove({ participantId: removed.id });
  await facilitator.api.facilitation.setStage({ sessionId, from: 'brief', stage: 'vote' });
  for (const targetId of [b, b, c]) await phones[0]?.api.votes.cast({ sessionId, voteId: newId(), targetId });
  await facilitator.api.facilitation.setStage({ sessionId, from: 'vote', stage: 'agree' });
  const { number, id: actionId } = await promote([a]);
  await dispose([b], 'notAdopted', '重复');
  await dispose([c], 'deferred');
  const summary = await phones[2]?.api.outcomes.summary({ sessionId });
  expect(summary).toMatchObject({
    stage: 'agree',
    campaignName: '优环境、促发展',
    counts: { people: 3, points: 6, votes: 3, promoted: 1, merged: 1, notAdopted: 1, deferred: 1, open: 2 },
    topPoints: [
      { rank: 1, targetId: b, votes: 2, text: '要点 2' },
      { rank: 2, targetId: c, votes: 1 },
    ],
    promoted: [{ pointId: a, actionId, number, state: 'draft', text: '要点 1' }],
    disposed: [
      { pointId: b, disposition: 'notAdopted', reason: '重复', text: '要点 2' },
      { pointId: c, disposition: 'deferred', themeId: theme.id },
    ],
    peopleByUnit: [
      { unit: unit.name, people: 2 },
      { unit: '石桥村', people: 1 },
    ],
  });
  expect(summary?.open.map(({ id, clusterId }) => [id, clusterId])).toEqual([
    [d, 'other'],
    [pointIds[5], null],
  ]);
  expect(summary?.open.map(({ id }) => id)).not.toContain(e);
  expect(summary?.byTheme).toEqual(
    expect.arrayContaining([
      { themeId: theme.id, points: 5 },
      { themeId: otherTheme.id, points: 0 },
    ]),
  );
  expect(summary?.byTheme.at(-1)).toEqual({ themeId: INBOX_THEME_ID, points: 1 });
});

test('the summary has the twenty points with the most votes, and whatever ties with the last of them', async () => {
  const { sessionId, pointIds } = await newSession(22);
  // Twenty-one of different votes or, the last two of them, of the same; and one with fewer.
  const votes = pointIds.map((_, index) => (index < 20 ? 22 - index : 23 - index));
  await world.prisma.vote.createMany({
    data: pointIds.flatMap((targetId, index) =>
      Array.from({ length: votes[index] ?? 0 }, (_, n) => ({
        sessionId,
        id: `${targetId}-${n}`,
        targetId,
        voterKey: `voter-${n}`,
        createdAt: new Date(),
      })),
    ),
  });
  const { topPoints } = await facilitator.api.outcomes.summary({ sessionId });
  expect(new Set(topPoints?.map(({ targetId }) => targetId))).toEqual(new Set(pointIds.slice(0, 21)));
  expect(topPoints?.map(({ rank }) => rank).slice(18)).toEqual([19, 20, 20]);
});

test('a new session starts with what earlier ones left to do', async () => {
  const campaign = await world.newCampaign(facilitator);
  const { campaignId, unit } = campaign;
  const states = ['draft', 'inProgress', 'submitted', 'deferred', 'closed', 'ongoing'] as const;
  for (const state of states) await world.insertAction(campaign, { state, leadUnitId: unit.id });
  const filters = { states: statesWhere(({ open }) => open) };
  const { rows: unfinished } = await facilitator.api.actions.page({ campaignId, filters });
  expect(unfinished.map(({ state }) => state).sort()).toEqual(['deferred', 'draft', 'inProgress', 'submitted']);
  expect((await refusalOf(world.newPerson().api.actions.page({ campaignId, filters }))).code).toBe('notSignedIn');
});
