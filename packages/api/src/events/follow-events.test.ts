import { expect, test } from 'vitest';
import { createTestWorld, EMPTY_FIELDS, type Person, refusalOf, type TestWorld } from '../test/test-world.ts';
import { signInTopic } from './follow-events.ts';
import type { LiveEvent } from './live-event.ts';

type FollowInput = { campaignId?: string; sessionId?: string; lastEventId?: string };

/** Follows until `isEnough`, then hangs up. */
async function collect(
  world: TestWorld,
  person: Person,
  input: FollowInput,
  isEnough: (events: LiveEvent[]) => boolean,
): Promise<{ id: string; event: LiveEvent }[]> {
  const hangUp = new AbortController();
  const following = await world.call(person.request(), hangUp.signal).events.follow(input);
  const seen: { id: string; event: LiveEvent }[] = [];
  // A direct caller gets what `tracked` made; its type speaks of what the network makes of it.
  for await (const [id, event] of following as AsyncIterable<unknown> as AsyncIterable<[string, LiveEvent]>) {
    seen.push({ id, event });
    if (isEnough(seen.map((entry) => entry.event))) break;
  }
  hangUp.abort();
  return seen;
}

test('a page that comes without a last event is told where it starts, and then everything', async () => {
  await using world = await createTestWorld();
  const administrator = await world.setUpAdministrator();
  const { campaignId } = await world.newCampaign(administrator);
  const seen = await collect(world, administrator, { campaignId }, (events) => {
    if (events.length === 1) void administrator.api.campaigns.rename({ campaignId, name: '新名称' });
    return events.length === 2;
  });
  expect(seen).toEqual([
    { id: '2', event: { seq: 2, type: 'follow.started', subjectId: campaignId, sessionId: null } },
    { id: '3', event: { seq: 3, type: 'campaign.renamed', subjectId: campaignId, sessionId: null } },
  ]);
});

test('a page that knows a number which was never given out starts anew', async () => {
  await using world = await createTestWorld();
  const administrator = await world.setUpAdministrator();
  const { campaignId } = await world.newCampaign(administrator);
  const seen = await collect(world, administrator, { campaignId, lastEventId: '3' }, () => true);
  expect(seen).toMatchObject([{ id: '2', event: { seq: 2, type: 'follow.started' } }]);
});

test('with many writers at once, a reader that keeps reconnecting misses nothing and sees nothing twice', async () => {
  await using world = await createTestWorld();
  const administrator = await world.setUpAdministrator();
  const { campaignId, sessionId, theme } = await world.newCampaign(administrator);
  const points = world.addPoints(sessionId, theme.id, 30);
  const firstSeq = 2;
  const lastSeq = firstSeq + points.length;

  const read = async () => {
    const seen: number[] = [];
    let connections = 0;
    for (let last = firstSeq; last < lastSeq; connections += 1) {
      // Hangs up after one to four events, in the middle of whatever is going on.
      const count = (connections % 4) + 1;
      const part = await collect(
        world,
        administrator,
        { campaignId, lastEventId: String(last) },
        (events) => events.length === count || (events.at(-1)?.seq ?? 0) >= lastSeq,
      );
      seen.push(...part.map(({ event }) => event.seq));
      last = Number(part.at(-1)?.id);
    }
    return { seen, connections };
  };
  const write = points.map((pointId) =>
    administrator.api.actions.promote({ sessionId, themeId: theme.id, pointIds: [pointId], fields: EMPTY_FIELDS }),
  );
  const [{ seen, connections }, steady] = await Promise.all([
    read(),
    collect(world, administrator, { campaignId, lastEventId: String(firstSeq) }, (all) => all.length === points.length),
    ...write,
  ]);
  const expected = Array.from({ length: points.length }, (_, index) => firstSeq + 1 + index);
  expect(seen).toEqual(expected);
  expect(connections).toBeGreaterThan(10);
  expect(steady.map(({ event }) => event.seq)).toEqual(expected);
});

test('a participant hears of their session and of the campaign’s names, and of nothing else', async () => {
  await using world = await createTestWorld();
  const administrator = await world.setUpAdministrator();
  const { campaignId, sessionId, theme, unit } = await world.newCampaign(administrator);
  const { joinCode } = await administrator.api.sessions.get({ sessionId });
  const phone = world.newPerson();
  await phone.api.participants.join({ code: joinCode ?? '', name: '小李', unit: unit.name });
  const act = async () => {
    await administrator.api.invitations.create({ campaignId, role: 'secretary', unitId: null, note: '' });
    await administrator.api.sessions.create({ campaignId, title: '第二场' });
    await administrator.api.units.add({ campaignId, names: ['新单位'] });
    const [pointId] = world.addPoints(sessionId, theme.id, 1) as [string];
    await administrator.api.actions.promote({
      sessionId,
      themeId: theme.id,
      pointIds: [pointId],
      fields: EMPTY_FIELDS,
    });
  };
  const seen = await collect(world, phone, { sessionId }, (events) => {
    if (events.length === 1) void act();
    return events.at(-1)?.type === 'points.promoted';
  });
  expect(seen.map(({ event }) => event.type)).toEqual(['follow.started', 'units.changed', 'points.promoted']);
  expect((await refusalOf(collect(world, phone, { campaignId }, () => true))).code).toBe('notSignedIn');
});

test('a member who is removed is told so by the end of the line', async () => {
  await using world = await createTestWorld();
  const administrator = await world.setUpAdministrator();
  const { campaignId } = await world.newCampaign(administrator);
  const secretary = await world.invite(administrator, campaignId, 'secretary');
  const userId = await secretary.userId();
  world.changedAccess.length = 0;
  const following = collect(world, secretary, { campaignId }, ([first, ...later]) => {
    if (first !== undefined && later.length === 0) void administrator.api.members.remove({ campaignId, userId });
    return false;
  });
  expect((await refusalOf(following)).code).toBe('forbidden');
  expect(world.changedAccess).toEqual([{ campaignId, userId }]);
});

test.each<[how: string, end: (world: TestWorld, person: Person) => Promise<unknown>]>([
  ['signs out', (_, person) => person.signOut()],
  [
    'is signed out by a hand in the database, which the next look finds',
    async ({ prisma, notifier }, person) => {
      const [row] = await prisma.authSession.findMany({ where: { userId: await person.userId() } });
      await prisma.authSession.deleteMany();
      notifier.notify(signInTopic(row?.id ?? ''));
    },
  ],
])('whoever %s hears no more', async (_, end) => {
  await using world = await createTestWorld();
  const administrator = await world.setUpAdministrator();
  const { campaignId } = await world.newCampaign(administrator);
  let ending: Promise<unknown> | undefined;
  const following = collect(world, administrator, { campaignId }, () => {
    ending ??= end(world, administrator);
    return false;
  });
  expect((await refusalOf(following)).code).toBe('notSignedIn');
  await ending;
});

test('whoever signs out where they are a participant too hears what a participant hears', async () => {
  await using world = await createTestWorld();
  const administrator = await world.setUpAdministrator();
  const { campaignId, sessionId } = await world.newCampaign(administrator);
  const { joinCode } = await administrator.api.sessions.get({ sessionId });
  const secretary = await world.invite(administrator, campaignId, 'secretary');
  await secretary.api.participants.join({ code: joinCode ?? '', name: '小李', unit: '经发办' });
  const seen = await collect(world, secretary, { sessionId }, (events) => {
    if (events.length === 1) {
      void secretary.signOut().then(async () => {
        await administrator.api.sessions.create({ campaignId, title: '别的一场' });
        await administrator.api.campaigns.rename({ campaignId, name: '新名称' });
      });
    }
    return events.length === 2;
  });
  expect(seen.map(({ event }) => event.type)).toEqual(['follow.started', 'campaign.renamed']);
});

test('hanging up ends the wait and the subscription', async () => {
  await using world = await createTestWorld();
  const administrator = await world.setUpAdministrator();
  const { campaignId } = await world.newCampaign(administrator);
  const hangUp = new AbortController();
  const following = await world.call(administrator.request(), hangUp.signal).events.follow({ campaignId });
  const iterator = following[Symbol.asyncIterator]();
  expect((await iterator.next()).done).toBe(false);
  const waiting = iterator.next();
  hangUp.abort();
  await expect(waiting).resolves.toMatchObject({ done: true });
});

test('strangers, unknown campaigns and last events that are no numbers are refused', async () => {
  await using world = await createTestWorld();
  const administrator = await world.setUpAdministrator();
  const { campaignId } = await world.newCampaign(administrator);
  const follow = async (person: Person, input: FollowInput) =>
    (await refusalOf(collect(world, person, input, () => true))).code;
  expect(await follow(world.newPerson(), { campaignId })).toBe('notSignedIn');
  expect(await follow(administrator, { campaignId: 'nowhere' })).toBe('notFound');
  expect(await follow(administrator, { sessionId: 'nowhere' })).toBe('notFound');
  expect(await follow(administrator, {})).toBe('invalidInput');
  for (const lastEventId of ['abc', '-1', '1.5', '99999999999']) {
    expect(await follow(administrator, { campaignId, lastEventId })).toBe('invalidInput');
  }
});
