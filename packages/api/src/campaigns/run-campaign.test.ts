import { LIMITS, newId } from '@gongyi/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collectAgreedList } from '../test/collect-agreed-list.ts';
import { createTestWorld, type Person, refusalOf, settle, type TestWorld } from '../test/test-world.ts';

let world: TestWorld;
let administrator: Person;
beforeAll(async () => {
  world = await createTestWorld();
  administrator = await world.setUpAdministrator();
});
afterAll(() => world[Symbol.asyncDispose]());

test('whoever makes a campaign is its facilitator, and its list is theirs alone', async () => {
  const { campaignId } = await world.newCampaign(administrator);
  const facilitator = await world.invite(administrator, campaignId, 'facilitator');
  await world.newCampaign(administrator);
  expect(await facilitator.api.campaigns.list()).toMatchObject([
    {
      id: campaignId,
      name: '优环境、促发展',
      themeCount: 5,
      sessionCount: 1,
      actionCount: 0,
      standing: { roles: ['facilitator'], unitIds: [] },
    },
  ]);
  const own = await administrator.api.campaigns.list();
  expect(own.length).toBeGreaterThanOrEqual(2);
  expect(own[0]?.standing.roles).toEqual(['administrator', 'facilitator']);
  expect((await refusalOf(world.newPerson().api.campaigns.list())).code).toBe('notSignedIn');
});

test('themes keep their order, codes and prompts; a template that nobody has is refused', async () => {
  const theme = (code: string, prompts: string[]) => ({
    name: `主题${code}`,
    short: code,
    code,
    color: '#112233',
    icon: 'star',
    prompts,
  });
  const themes = [theme('丙', ['问一', '问二']), theme('甲', []), theme('乙', ['问三'])];
  const make = (templateId: string | null) =>
    administrator.api.campaigns.create({ name: '自定', templateId, themes, units: ['乙单位', '甲单位', '乙单位'] });
  const { campaignId } = await make(null);
  const campaign = await administrator.api.campaigns.get({ campaignId });
  expect(campaign.themes.map(({ id, ...rest }) => rest)).toEqual(themes);
  expect(campaign.units.map(({ name }) => name)).toEqual(['乙单位', '甲单位']);
  expect(await refusalOf(make('nobody-has-this'))).toEqual({
    code: 'invalidInput',
    details: { paths: ['templateId'] },
  });
});

test('a campaign has as many sessions as it may, and not one more', async () => {
  const { campaignId, sessionId } = await world.newCampaign(administrator);
  const { codeExpiresAt, stageSince, createdAt } = await world.prisma.session.findUniqueOrThrow({
    where: { id: sessionId },
  });
  await world.prisma.session.createMany({
    data: Array.from({ length: LIMITS.sessionsPerCampaign - 2 }, (_, index) => ({
      id: `session-${index}`,
      campaignId,
      title: '又一场',
      joinCode: `code-${index}`,
      codeExpiresAt,
      stageSince,
      createdAt,
    })),
  });
  // Of several who take the last place at once, one gets it.
  const { results } = await settle(
    Array.from({ length: 5 }, () => administrator.api.sessions.create({ campaignId, title: '最后一场' })),
  );
  expect(results).toHaveLength(1);
  expect(await refusalOf(administrator.api.sessions.create({ campaignId, title: '多了一场' }))).toEqual({
    code: 'limitReached',
    details: { limit: LIMITS.sessionsPerCampaign },
  });
});

test('units: known ones are left alone, the limit holds, names are unique', async () => {
  const { campaignId, unit, otherUnit } = await world.newCampaign(administrator);
  expect(await administrator.api.units.add({ campaignId, names: [unit.name, '新单位'] })).toEqual({ added: 1 });
  expect(await administrator.api.units.add({ campaignId, names: ['新单位'] })).toEqual({ added: 0 });
  const { units } = await administrator.api.campaigns.get({ campaignId });
  expect(units.map(({ name }) => name)).toEqual([unit.name, otherUnit.name, '新单位']);
  expect((await refusalOf(administrator.api.units.rename({ unitId: unit.id, name: otherUnit.name }))).code).toBe(
    'nameTaken',
  );
  const many = Array.from({ length: LIMITS.unitsPerCampaign - 2 }, (_, index) => `单位${index}`);
  expect(await refusalOf(administrator.api.units.add({ campaignId, names: many }))).toEqual({
    code: 'limitReached',
    details: { limit: LIMITS.unitsPerCampaign },
  });
});

test('units keep their order when one is renamed', async () => {
  const { campaignId, unit, otherUnit } = await world.newCampaign(administrator);
  for (const names of [['新单位'], ['再一个']]) await administrator.api.units.add({ campaignId, names });
  await administrator.api.units.rename({ unitId: otherUnit.id, name: '改名单位' });
  const { units } = await administrator.api.campaigns.get({ campaignId });
  expect(units.map(({ name }) => name)).toEqual([unit.name, '改名单位', '新单位', '再一个']);
});

test('a unit that an action, a member or an open invitation names stays', async () => {
  const campaign = await world.newCampaign(administrator);
  const { campaignId, unit, otherUnit } = campaign;
  const { actionId, version } = await world.insertAction(campaign, { state: 'draft', leadUnitId: unit.id });
  const remove = (unitId: string) => administrator.api.units.remove({ unitId });
  expect((await refusalOf(remove(unit.id))).code).toBe('unitInUse');
  await administrator.api.actions.edit({
    actionId,
    version,
    fields: { leadUnitId: null, supportUnitIds: [unit.id] },
  });
  expect((await refusalOf(remove(unit.id))).code).toBe('unitInUse');

  const invitation = await administrator.api.invitations.create({
    campaignId,
    role: 'liaison',
    unitId: otherUnit.id,
    note: '',
  });
  expect((await refusalOf(remove(otherUnit.id))).code).toBe('unitInUse');
  await administrator.api.invitations.revoke({ invitationId: invitation.id });
  expect(await remove(otherUnit.id)).toEqual({ ok: true });
  expect((await refusalOf(remove(otherUnit.id))).code).toBe('notFound');
});

test('two facilitators who remove each other at once do not leave the campaign without one', async () => {
  const { campaignId } = await world.newCampaign(administrator);
  const one = await world.invite(administrator, campaignId, 'facilitator');
  const two = await world.invite(administrator, campaignId, 'facilitator');
  const [oneId, twoId] = [await one.userId(), await two.userId()];
  await one.api.members.remove({ campaignId, userId: await administrator.userId() });
  const { results, refusals } = await settle([
    one.api.members.remove({ campaignId, userId: twoId }),
    two.api.members.remove({ campaignId, userId: oneId }),
  ]);
  expect(results).toEqual([{ ok: true }]);
  // Whoever lost either met the last facilitator, or had no right any more.
  expect(['lastFacilitator', 'forbidden']).toContain(refusals[0]);
  expect(await world.prisma.membership.count({ where: { campaignId, role: 'facilitator' } })).toBe(1);
});

test('somebody who was removed is refused by the next request', async () => {
  const { campaignId, sessionId } = await world.newCampaign(administrator);
  const secretary = await world.invite(administrator, campaignId, 'secretary');
  expect(await world.api.authoriseSync(secretary.request(), sessionId)).toMatchObject({
    ok: true,
    rights: { add: 'themes', lead: false },
  });
  await administrator.api.members.remove({ campaignId, userId: await secretary.userId() });
  expect((await refusalOf(secretary.api.campaigns.get({ campaignId }))).code).toBe('forbidden');
  expect(await world.api.authoriseSync(secretary.request(), sessionId)).toEqual({ ok: false, refusal: 'forbidden' });
});

test('the history of a campaign is gapless, whatever happened at the same time and whatever failed', async () => {
  const campaign = await world.newCampaign(administrator);
  const { campaignId, sessionId, theme } = campaign;
  const pointIds = world.addPoints(sessionId, theme.id, 1);
  const fields = {
    problem: '',
    goal: '',
    measure: '',
    leadUnitId: null,
    supportUnitIds: [],
    leader: '',
    owners: [],
    deadline: null,
    committed: false,
  };
  await settle<unknown>([
    ...Array.from({ length: 10 }, (_, index) =>
      administrator.api.campaigns.rename({ campaignId, name: `名称${index}` }),
    ),
    ...Array.from({ length: 10 }, (_, index) => administrator.api.units.add({ campaignId, names: [`单位${index}`] })),
    ...Array.from({ length: 10 }, () =>
      administrator.api.actions.promote({ sessionId, themeId: theme.id, pointIds, fields }),
    ),
    ...Array.from({ length: 10 }, (_, index) =>
      administrator.api.sessions.create({ campaignId, title: `场次${index}` }),
    ),
  ]);
  const events = await world.prisma.event.findMany({ where: { campaignId }, orderBy: { seq: 'asc' } });
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  expect(events.filter(({ type }) => type === 'points.promoted')).toHaveLength(1);
  expect(events.filter(({ type }) => type === 'session.created')).toHaveLength(11);
  expect(world.faults).toEqual([]);
});

test('taking the list out is written down, and "agreed" leaves drafts at home', async () => {
  const campaign = await world.newCampaign(administrator);
  const { campaignId, unit } = campaign;
  await world.insertAction(campaign, { state: 'draft', leadUnitId: unit.id });
  await world.insertAction(campaign, { state: 'inProgress', leadUnitId: unit.id });
  const secretary = await world.invite(administrator, campaignId, 'secretary');
  const actor = await world.api.loadActor(secretary.headers());
  const all = await collectAgreedList(world.api, actor, { campaignId, scope: 'all' });
  const { rows } = await secretary.api.actions.page({ campaignId });
  expect(all.actions.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
  for (const action of all.actions) {
    expect(await secretary.api.actions.get({ actionId: action.id })).toMatchObject(action);
  }
  expect(all.drafts).toBe(1);
  expect(all.campaign.themes).toHaveLength(5);
  const agreed = await collectAgreedList(world.api, actor, { campaignId, scope: 'agreed' });
  expect(agreed.actions.map(({ state }) => state)).toEqual(['inProgress']);
  const exported = await world.prisma.event.findMany({
    where: { campaignId, type: 'list.exported' },
    orderBy: { seq: 'asc' },
  });
  expect(exported.map(({ actorId, data }) => ({ actorId, data }))).toEqual([
    { actorId: actor.user?.id, data: { scope: 'all', rows: 2 } },
    { actorId: actor.user?.id, data: { scope: 'agreed', rows: 1 } },
  ]);
});

test('what is not there is not found, for those who may ask', async () => {
  const id = newId<string>();
  const { api } = administrator;
  const asks = [
    () => api.campaigns.get({ campaignId: id }),
    () => api.campaigns.rename({ campaignId: id, name: 'x' }),
    () => api.units.add({ campaignId: id, names: ['x'] }),
    () => api.units.remove({ unitId: id }),
    () => api.members.remove({ campaignId: id, userId: id }),
    () => api.invitations.revoke({ invitationId: id }),
    () => api.invitations.create({ campaignId: id, role: 'secretary', unitId: null, note: '' }),
    () => api.sessions.create({ campaignId: id, title: 'x' }),
    () => api.sessions.get({ sessionId: id }),
    () => api.sessions.close({ sessionId: id }),
    () => api.actions.get({ actionId: id }),
    () => api.actions.badges({ sessionId: id }),
    () => api.actions.move({ actionId: id, version: 1, move: 'agree' }),
  ];
  for (const ask of asks) expect((await refusalOf(ask())).code).toBe('notFound');
});

test('the demo is made once and found again, its code good for joining', async () => {
  const names = { campaignName: '演示', sessionTitle: '演示场次' };
  const made = await world.api.ensureDemo(names);
  expect(made).toMatchObject({ isNew: true });
  expect(made.themes).toHaveLength(5);
  expect(await world.api.ensureDemo(names)).toEqual({ ...made, isNew: false });
  const { units } = await world.newPerson().api.participants.peek({ code: made.joinCode });
  expect(units.length).toBeGreaterThan(5);
});
