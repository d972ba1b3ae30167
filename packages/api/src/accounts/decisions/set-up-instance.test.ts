import { expect, test } from 'vitest';
import { createTestWorld, refusalOf, settle } from '../../test/test-world.ts';

test('of twenty people who use the first-run link at once, one becomes the administrator', async () => {
  await using world = await createTestWorld();
  const token = await world.api.createSetupToken();
  expect(token).not.toBeNull();
  const attempts = Array.from({ length: 20 }, () =>
    world.newPerson().api.account.setup({ token: token ?? '', account: world.newAccount() }),
  );
  const { results, refusals } = await settle(attempts);
  expect(results).toEqual([{ ok: true }]);
  expect(refusals).toEqual(Array(19).fill('setupDone'));
  expect(await world.prisma.user.count()).toBe(1);
  expect(await world.prisma.account.count()).toBe(1);
  expect(await world.prisma.user.count({ where: { isAdministrator: true } })).toBe(1);
});

test('the account made by setting up signs in, and nobody else does', async () => {
  await using world = await createTestWorld();
  expect(await world.newPerson().api.instance.status()).toEqual({
    needsSetup: true,
    origins: ['http://gongyi.test:3000'],
  });
  const administrator = await world.setUpAdministrator();
  const { user } = await administrator.api.account.me();
  expect(user).toMatchObject({ name: 'Person 1', email: 'person1@gongyi.test', isAdministrator: true });
  expect((await administrator.api.instance.status()).needsSetup).toBe(false);

  const stranger = world.newPerson();
  expect((await stranger.signIn('person1@gongyi.test', 'not the password')).status).toBe(401);
  expect(await stranger.api.account.me()).toEqual({ user: null });
});

test('of several servers that start at once each has a link that works, and one person becomes the administrator', async () => {
  await using world = await createTestWorld();
  const tokens = await Promise.all(Array.from({ length: 5 }, () => world.api.createSetupToken()));
  const attempts = [...tokens, ...tokens].map((token) =>
    world.newPerson().api.account.setup({ token: token ?? '', account: world.newAccount() }),
  );
  const { results, refusals } = await settle(attempts);
  expect(results).toEqual([{ ok: true }]);
  expect(refusals).toEqual(Array(9).fill('setupDone'));
  expect(await world.prisma.user.count()).toBe(1);
});

test('a wrong link, or one of many starts ago, sets up nothing, and there is none once it is done', async () => {
  await using world = await createTestWorld();
  const first = await world.api.createSetupToken();
  let second = first;
  for (let start = 0; start < 8; start++) second = await world.api.createSetupToken();
  const account = world.newAccount();
  const attempt = (token: string | null) => world.newPerson().api.account.setup({ token: token ?? '', account });
  expect(await refusalOf(attempt(first))).toMatchObject({ code: 'setupLinkInvalid' });
  expect(await refusalOf(attempt('x'.repeat(43)))).toMatchObject({ code: 'setupLinkInvalid' });
  expect(await world.prisma.user.count()).toBe(0);
  await attempt(second);
  expect(await refusalOf(attempt(second))).toMatchObject({ code: 'setupDone' });
  expect(await world.api.createSetupToken()).toBeNull();
});

test('the link of a start is good though the clock was set back since the last ones', async () => {
  let now = new Date('2027-01-02T00:00:00Z');
  await using world = await createTestWorld({ now: () => now });
  for (let start = 0; start < 8; start++) await world.api.createSetupToken();
  now = new Date('2027-01-01T00:00:00Z');
  const token = (await world.api.createSetupToken()) ?? '';
  await world.newPerson().api.account.setup({ token, account: world.newAccount() });
  expect(await world.prisma.user.count()).toBe(1);
});

test('the database keeps no token and no password in clear', async () => {
  await using world = await createTestWorld();
  const token = await world.api.createSetupToken();
  const settings = JSON.stringify(await world.prisma.instanceSetting.findMany());
  expect(settings).not.toContain(token);
  await world.newPerson().api.account.setup({ token: token ?? '', account: world.newAccount() });
  expect(JSON.stringify(await world.prisma.account.findMany())).not.toContain('a long enough password');
});
