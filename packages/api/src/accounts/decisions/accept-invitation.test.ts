import { expect, test } from 'vitest';
import { cheapPasswords } from '../../test/cheap-passwords.ts';
import { createTestWorld, refusalOf, settle } from '../../test/test-world.ts';

test('an invitation makes the account, the membership and the right at once', async () => {
  await using world = await createTestWorld();
  const administrator = await world.setUpAdministrator();
  const { campaignId, unit } = await world.newCampaign(administrator);
  const { token } = await administrator.api.invitations.create({
    campaignId,
    role: 'liaison',
    unitId: unit.id,
    note: '给老王',
  });
  const person = world.newPerson();
  expect(await person.api.invitations.preview({ token })).toEqual({
    campaignName: '优环境、促发展',
    role: 'liaison',
    unitName: unit.name,
    note: '给老王',
  });
  const account = world.newAccount();
  expect(await person.api.invitations.accept({ token, account })).toEqual({ campaignId });
  await person.signIn(account.email);
  const campaign = await person.api.campaigns.get({ campaignId });
  expect(campaign.standing).toEqual({ roles: ['liaison'], unitIds: [unit.id] });
  const { members, invitations } = await administrator.api.members.list({ campaignId });
  expect(members).toHaveLength(2);
  expect(members[1]).toMatchObject({ name: account.name, role: 'liaison', unitName: unit.name });
  expect(invitations).toEqual([]);
});

test('a liaison of two campaigns is in the sessions of each with its own unit', async () => {
  await using world = await createTestWorld();
  const administrator = await world.setUpAdministrator();
  const campaigns = [await world.newCampaign(administrator), await world.newCampaign(administrator)];
  const liaison = world.newPerson();
  const account = world.newAccount();
  for (const [index, { campaignId, unit, otherUnit }] of campaigns.entries()) {
    const unitId = [unit, otherUnit][index]?.id ?? null;
    const { token } = await administrator.api.invitations.create({ campaignId, role: 'liaison', unitId, note: '' });
    await liaison.api.invitations.accept(index === 0 ? { token, account } : { token });
    if (index === 0) await liaison.signIn(account.email);
  }
  const units = campaigns.map(async ({ sessionId }) => (await liaison.api.sessions.get({ sessionId })).me.author.unit);
  expect(await Promise.all(units)).toEqual(['经发办', '党政办']);
});

test('ten people with one link at once: one gets in, and no account is left over', async () => {
  await using world = await createTestWorld();
  const administrator = await world.setUpAdministrator();
  const { campaignId } = await world.newCampaign(administrator);
  const { token } = await administrator.api.invitations.create({
    campaignId,
    role: 'secretary',
    unitId: null,
    note: '',
  });
  const { results, refusals } = await settle(
    Array.from({ length: 10 }, () => world.newPerson().api.invitations.accept({ token, account: world.newAccount() })),
  );
  expect(results).toEqual([{ campaignId }]);
  expect(refusals).toEqual(Array(9).fill('invitationInvalid'));
  expect(await world.prisma.user.count()).toBe(2);
  expect(await world.prisma.membership.count({ where: { campaignId } })).toBe(2);
});

test('an invitation that has expired keeps no unit from being removed', async () => {
  let now = new Date();
  await using world = await createTestWorld({ now: () => now });
  const administrator = await world.setUpAdministrator();
  const { campaignId, otherUnit } = await world.newCampaign(administrator);
  const unitId = otherUnit.id;
  const { expiresAt } = await administrator.api.invitations.create({ campaignId, role: 'liaison', unitId, note: '' });
  now = new Date(new Date(expiresAt).getTime() - 1);
  expect((await refusalOf(administrator.api.units.remove({ unitId }))).code).toBe('unitInUse');
  now = new Date(expiresAt);
  expect(await administrator.api.units.remove({ unitId })).toEqual({ ok: true });
});

test('a used, revoked, expired or invented link answers the same', async () => {
  let now = new Date('2026-12-01T00:00:00Z');
  await using world = await createTestWorld({ now: () => now });
  const administrator = await world.setUpAdministrator();
  const { campaignId } = await world.newCampaign(administrator);
  const create = () => administrator.api.invitations.create({ campaignId, role: 'supervisor', unitId: null, note: '' });
  const used = await create();
  await world.newPerson().api.invitations.accept({ token: used.token, account: world.newAccount() });
  const revoked = await create();
  await administrator.api.invitations.revoke({ invitationId: revoked.id });
  expect((await administrator.api.members.list({ campaignId })).invitations).toEqual([]);
  const late = administrator.api.invitations.revoke({ invitationId: used.id });
  expect((await refusalOf(late)).code).toBe('invitationInvalid');
  const expired = await create();
  const stranger = world.newPerson();
  expect(await stranger.api.invitations.preview({ token: expired.token })).toMatchObject({ role: 'supervisor' });
  now = new Date(expired.expiresAt);

  for (const token of [used.token, revoked.token, expired.token, 'x'.repeat(43)]) {
    expect(await refusalOf(stranger.api.invitations.preview({ token }))).toEqual({
      code: 'invitationInvalid',
      details: {},
    });
    const accepting = stranger.api.invitations.accept({ token, account: world.newAccount() });
    expect(await refusalOf(accepting)).toEqual({ code: 'invitationInvalid', details: {} });
  }
  expect((await administrator.api.members.list({ campaignId })).invitations).toEqual([]);
});

test('a link that is revoked, or expires, while the password is being hashed makes nobody a member', async () => {
  let now = new Date('2026-12-01T00:00:00Z');
  let whileHashing: () => unknown = () => undefined;
  const passwords = {
    ...cheapPasswords,
    async hash(password: string) {
      await whileHashing();
      return cheapPasswords.hash(password);
    },
  };
  await using world = await createTestWorld({ now: () => now, passwords });
  const administrator = await world.setUpAdministrator();
  const { campaignId } = await world.newCampaign(administrator);
  const invitation = () =>
    administrator.api.invitations.create({ campaignId, role: 'supervisor', unitId: null, note: '' });
  const [revoked, expired] = [await invitation(), await invitation()];
  const ends = [
    [revoked, () => administrator.api.invitations.revoke({ invitationId: revoked.id })],
    [expired, () => (now = new Date(expired.expiresAt))],
  ] as const;
  for (const [{ token }, end] of ends) {
    whileHashing = end;
    const accepting = world.newPerson().api.invitations.accept({ token, account: world.newAccount() });
    expect((await refusalOf(accepting)).code).toBe('invitationInvalid');
  }
  expect(await world.prisma.user.count()).toBe(1);
  expect(await world.prisma.membership.count({ where: { campaignId } })).toBe(1);
});

test('somebody signed in accepts with the account they have; a second link for them stays unused', async () => {
  await using world = await createTestWorld();
  const administrator = await world.setUpAdministrator();
  const one = await world.newCampaign(administrator);
  const two = await world.newCampaign(administrator);
  const secretary = await world.invite(administrator, one.campaignId, 'secretary');
  const create = () =>
    administrator.api.invitations.create({ campaignId: two.campaignId, role: 'supervisor', unitId: null, note: '' });
  const { token } = await create();
  expect(await secretary.api.invitations.accept({ token })).toEqual({ campaignId: two.campaignId });
  expect((await secretary.api.campaigns.list()).map(({ standing }) => standing.roles)).toEqual(
    expect.arrayContaining([['secretary'], ['supervisor']]),
  );

  const second = await create();
  expect((await refusalOf(secretary.api.invitations.accept({ token: second.token }))).code).toBe('alreadyMember');
  expect((await refusalOf(world.newPerson().api.invitations.accept({ token: second.token }))).code).toBe('notSignedIn');
  const taken = { ...world.newAccount(), email: 'person1@gongyi.test' };
  const accepting = world.newPerson().api.invitations.accept({ token: second.token, account: taken });
  expect((await refusalOf(accepting)).code).toBe('emailTaken');
  expect((await administrator.api.members.list({ campaignId: two.campaignId })).invitations).toMatchObject([
    { id: second.id },
  ]);
});

test('a liaison is invited for a unit of the campaign, and only a liaison is', async () => {
  await using world = await createTestWorld();
  const administrator = await world.setUpAdministrator();
  const { campaignId } = await world.newCampaign(administrator);
  const other = await world.newCampaign(administrator);
  const invite = (role: 'liaison' | 'secretary', unitId: string | null) =>
    administrator.api.invitations.create({ campaignId, role, unitId, note: '' });
  expect(await refusalOf(invite('liaison', other.unit.id))).toEqual({
    code: 'invalidInput',
    details: { paths: ['unitId'] },
  });
  await expect(invite('liaison', null)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  await expect(invite('secretary', other.unit.id)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});
