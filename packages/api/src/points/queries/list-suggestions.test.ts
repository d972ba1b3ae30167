import { INBOX_THEME_ID, newId } from '@gongyi/domain';
import { expect, test } from 'vitest';
import type { PointSnapshot } from '../../kernel/ports.ts';
import { createTestWorld, refusalOf, type TestWorld } from '../../test/test-world.ts';

async function createStage(world: TestWorld) {
  const administrator = await world.setUpAdministrator();
  const campaign = await world.newCampaign(administrator);
  const facilitator = await world.invite(administrator, campaign.campaignId, 'facilitator');
  const point = (id: string, text: string, more: Partial<PointSnapshot> = {}): PointSnapshot => ({
    id,
    text,
    themeId: INBOX_THEME_ID,
    author: '',
    unit: '',
    source: null,
    channel: '',
    ...more,
  });
  world.points.set(campaign.sessionId, [
    point('midday', '便民窗口中午没人值班，从外地赶回来办事的人常常白跑一趟。'),
    point('broadcast', '汛期应急广播失灵，转移名单还是前年的。'),
    point('midday-again', '中午去便民窗口办事没人值班，白跑一趟。'),
  ]);
  return { ...campaign, administrator, facilitator, point };
}

test('a facilitator is shown what could be merged and where points could go, and nothing is changed by asking', async () => {
  await using world = await createTestWorld();
  const { sessionId, campaignId, facilitator } = await createStage(world);
  const eventsBefore = await world.prisma.event.count({ where: { campaignId } });
  const { merges, themes } = await facilitator.api.suggestions.list({ sessionId });
  expect(merges).toMatchObject([
    { pointIds: ['midday', 'midday-again'], shared: expect.arrayContaining(['便民窗口']) },
  ]);
  const { themes: all } = await facilitator.api.campaigns.get({ campaignId });
  const business = all.find(({ short }) => short === '营商环境')?.id;
  // The prompts of that theme ask about 便民服务 and 窗口; the points lie in the inbox, which is no
  // theme.
  expect(themes).toContainEqual(expect.objectContaining({ pointId: 'midday', themeId: business }));
  expect(await world.prisma.event.count({ where: { campaignId } })).toBe(eventsBefore);
});

test('what is in one cluster already is not suggested again, and the cluster can still take more', async () => {
  await using world = await createTestWorld();
  const { sessionId, facilitator, point } = await createStage(world);
  const text = '河里漂着垃圾，巡河记录天天写正常';
  world.points.set(sessionId, [point('a', text, { clusterId: 'c' }), point('b', text, { clusterId: 'c' })]);
  expect((await facilitator.api.suggestions.list({ sessionId })).merges).toEqual([]);
  world.points.get(sessionId)?.push(point('loose', text));
  expect((await facilitator.api.suggestions.list({ sessionId })).merges).toMatchObject([{ pointIds: ['a', 'loose'] }]);
});

test('only who may edit any point may ask', async () => {
  await using world = await createTestWorld();
  const { sessionId, campaignId, administrator } = await createStage(world);
  const secretary = await world.invite(administrator, campaignId, 'secretary');
  expect((await secretary.api.suggestions.list({ sessionId })).merges).toHaveLength(1);
  const supervisor = await world.invite(administrator, campaignId, 'supervisor');
  expect(await refusalOf(supervisor.api.suggestions.list({ sessionId }))).toMatchObject({ code: 'forbidden' });
  expect(await refusalOf(world.newPerson().api.suggestions.list({ sessionId }))).toMatchObject({ code: 'notSignedIn' });
  expect(await refusalOf(secretary.api.suggestions.list({ sessionId: newId() }))).toMatchObject({ code: 'notFound' });
});
