import { LIMITS, toSummary } from '@gongyi/domain';
import { expect, test } from 'vitest';
import { createTestWorld, EMPTY_FIELDS, refusalOf, settle } from '../../test/test-world.ts';

test('one action from several points, in the order given, with their words as they stood', async () => {
  await using world = await createTestWorld();
  const administrator = await world.setUpAdministrator();
  const { campaignId, sessionId, theme, otherTheme, unit, otherUnit } = await world.newCampaign(administrator);
  const [first, second, third] = world.addPoints(sessionId, theme.id, 3) as [string, string, string];
  const action = await administrator.api.actions.promote({
    sessionId,
    // Another theme than the cards': where it belongs is decided here.
    themeId: otherTheme.id,
    pointIds: [third, first, third],
    fields: { ...EMPTY_FIELDS, leadUnitId: unit.id, supportUnitIds: [otherUnit.id], owners: ['张伟', '李娜'] },
  });
  expect(action).toMatchObject({
    campaignId,
    themeId: otherTheme.id,
    number: `${otherTheme.code}-001`,
    state: 'draft',
    problem: '要点 3\n要点 1',
    leadUnitId: unit.id,
    supportUnitIds: [otherUnit.id],
    owners: ['张伟', '李娜'],
    version: 1,
    mayEdit: true,
  });
  expect(action.points).toEqual([
    { pointId: third, sessionId, text: '要点 3', author: '王芳', unit: '经发办', source: 'masses' },
    { pointId: first, sessionId, text: '要点 1', author: '王芳', unit: '经发办', source: 'masses' },
  ]);
  expect(await administrator.api.actions.badges({ sessionId })).toEqual([
    { pointId: third, actionId: action.id, number: action.number, state: 'draft' },
    { pointId: first, actionId: action.id, number: action.number, state: 'draft' },
  ]);
  expect((await administrator.api.actions.page({ campaignId })).rows).toEqual([toSummary(action)]);

  const given = await administrator.api.actions.promote({
    sessionId,
    themeId: otherTheme.id,
    pointIds: [second],
    fields: { ...EMPTY_FIELDS, problem: '自己的话' },
  });
  expect(given).toMatchObject({ number: `${otherTheme.code}-002`, problem: '自己的话' });
});

test('thirty promotions of one point at once make one action, and take one number', async () => {
  await using world = await createTestWorld();
  const administrator = await world.setUpAdministrator();
  const { campaignId, sessionId, theme, otherTheme } = await world.newCampaign(administrator);
  const pointIds = world.addPoints(sessionId, theme.id, 1);
  const { results, refusals } = await settle(
    Array.from({ length: 30 }, (_, index) =>
      administrator.api.actions.promote({
        sessionId,
        // Promotions into different themes do not queue for one row: the index on the point must
        // decide.
        themeId: index % 2 === 0 ? theme.id : otherTheme.id,
        pointIds,
        fields: EMPTY_FIELDS,
      }),
    ),
  );
  expect(results).toHaveLength(1);
  expect(refusals).toEqual(Array(29).fill('pointAlreadyPromoted'));
  expect((await administrator.api.actions.page({ campaignId })).rows).toEqual(results.map(toSummary));
  const themes = await world.prisma.theme.findMany({ where: { campaignId } });
  expect(themes.reduce((sum, { lastActionNumber }) => sum + lastActionNumber, 0)).toBe(1);

  const again = administrator.api.actions.promote({ sessionId, themeId: theme.id, pointIds, fields: EMPTY_FIELDS });
  expect(await refusalOf(again)).toEqual({ code: 'pointAlreadyPromoted', details: { number: results[0]?.number } });
  expect(world.faults).toEqual([]);
});

test('numbers are gapless and never used twice, also when promotions fail in between', async () => {
  await using world = await createTestWorld();
  const administrator = await world.setUpAdministrator();
  const { campaignId, sessionId, theme } = await world.newCampaign(administrator);
  const good = world.addPoints(sessionId, theme.id, 15);
  const promote = (pointIds: string[], leadUnitId: string | null = null) =>
    administrator.api.actions.promote({
      sessionId,
      themeId: theme.id,
      pointIds,
      fields: { ...EMPTY_FIELDS, leadUnitId },
    });
  const [taken] = good as [string];
  await promote([taken]);
  const calls = good
    .slice(1)
    .flatMap((pointId) => [promote([pointId]), promote([pointId, taken]), promote([pointId], 'x')]);
  const { results, refusals } = await settle(calls);
  expect(results).toHaveLength(14);
  expect(refusals.filter((code) => code === 'pointAlreadyPromoted')).toHaveLength(14);
  expect(refusals.filter((code) => code === 'invalidInput')).toHaveLength(14);
  const { rows: actions } = await administrator.api.actions.page({ campaignId });
  expect(actions.map(({ number }) => number)).toEqual(
    Array.from({ length: 15 }, (_, index) => `${theme.code}-${String(index + 1).padStart(3, '0')}`),
  );
});

test('points that are gone, themes of other campaigns and empty selections promote nothing', async () => {
  await using world = await createTestWorld();
  const administrator = await world.setUpAdministrator();
  const { campaignId, sessionId, theme } = await world.newCampaign(administrator);
  const other = await world.newCampaign(administrator);
  const pointIds = world.addPoints(sessionId, theme.id, 1);
  const promote = (changes: object) =>
    administrator.api.actions.promote({ sessionId, themeId: theme.id, pointIds, fields: EMPTY_FIELDS, ...changes });
  expect((await refusalOf(promote({ pointIds: [...pointIds, 'deleted'] }))).code).toBe('pointMissing');
  expect((await refusalOf(promote({ sessionId: other.sessionId }))).code).toBe('pointMissing');
  expect((await refusalOf(promote({ sessionId: 'nowhere' }))).code).toBe('notFound');
  expect(await refusalOf(promote({ themeId: other.theme.id }))).toEqual({
    code: 'invalidInput',
    details: { paths: ['themeId'] },
  });
  await expect(promote({ pointIds: [] })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  await expect(promote({ pointIds: Array(LIMITS.pointsPerPromotion + 1).fill('p') })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  });
  expect((await administrator.api.actions.page({ campaignId })).rows).toEqual([]);
});

test('a campaign takes as many actions as it may, and not one more', async () => {
  await using world = await createTestWorld();
  const administrator = await world.setUpAdministrator();
  const { campaignId, sessionId, theme, otherTheme } = await world.newCampaign(administrator);
  // It would take far longer than the rows.
  await world.prisma.$executeRaw`DROP INDEX action_search_idx`;
  await world.prisma.$executeRaw`
    INSERT INTO action (id, campaign_id, theme_id, number, problem, owners, created_at, updated_at)
    SELECT 'action-' || n, ${campaignId}, ${otherTheme.id}, n, '问题', '{}', now(), now()
    FROM generate_series(2, ${LIMITS.actionsPerCampaign}::int) AS n`;
  const [first = '', second = ''] = world.addPoints(sessionId, theme.id, 2);
  const promote = (pointId: string) =>
    administrator.api.actions.promote({
      sessionId,
      themeId: theme.id,
      pointIds: [pointId],
      fields: EMPTY_FIELDS,
    });
  await promote(first);
  expect(await refusalOf(promote(second))).toEqual({
    code: 'limitReached',
    details: { limit: LIMITS.actionsPerCampaign },
  });
  expect(await world.prisma.action.count({ where: { campaignId } })).toBe(LIMITS.actionsPerCampaign);
  const other = await world.newCampaign(administrator);
  const pointIds = world.addPoints(other.sessionId, other.theme.id, 1);
  const { sessionId: otherId, theme: otherCampaigns } = other;
  const inOther = { sessionId: otherId, themeId: otherCampaigns.id, pointIds, fields: EMPTY_FIELDS };
  expect(await administrator.api.actions.promote(inOther)).toMatchObject({ campaignId: other.campaignId });
});

test('the joined words of many points are cut at the limit, never inside a character', async () => {
  await using world = await createTestWorld();
  const administrator = await world.setUpAdministrator();
  const { sessionId, theme } = await world.newCampaign(administrator);
  const long = '🚧'.repeat(LIMITS.pointTextChars / 2);
  const pointIds = world.addPoints(sessionId, theme.id, 6);
  world.points.set(
    sessionId,
    (world.points.get(sessionId) ?? []).map((point) => ({ ...point, text: long })),
  );
  const { problem } = await administrator.api.actions.promote({
    sessionId,
    themeId: theme.id,
    pointIds,
    fields: EMPTY_FIELDS,
  });
  expect(problem.length).toBeLessThanOrEqual(LIMITS.actionTextChars);
  expect(problem.length).toBeGreaterThan(LIMITS.actionTextChars - 3);
  expect(problem).not.toMatch(/\p{Surrogate}/u);
});

test('a point whose id was copied into another session is another point', async () => {
  await using world = await createTestWorld();
  const administrator = await world.setUpAdministrator();
  const original = await world.newCampaign(administrator);
  const [pointId] = world.addPoints(original.sessionId, original.theme.id, 1) as [string];
  const copy = await world.newCampaign(administrator);
  world.addPoints(copy.sessionId, copy.theme.id, 1, [pointId]);

  for (const { sessionId, theme } of [copy, original]) {
    const action = await administrator.api.actions.promote({
      sessionId,
      themeId: theme.id,
      pointIds: [pointId],
      fields: EMPTY_FIELDS,
    });
    expect(await administrator.api.actions.badges({ sessionId })).toMatchObject([{ pointId, actionId: action.id }]);
  }
});
