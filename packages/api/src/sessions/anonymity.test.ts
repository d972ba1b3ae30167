import { newId } from '@gongyi/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LiveEvent } from '../events/index.ts';
import { createTestWorld, EMPTY_FIELDS, type Person, refusalOf, settle, type TestWorld } from '../test/test-world.ts';

/** The promise of an anonymous session: docs/product.md. */

const NAME = '张三丰独一无二';
const UNIT = '独一无二的单位';

let world: TestWorld;
let facilitator: Person;
beforeAll(async () => {
  world = await createTestWorld();
  facilitator = await world.setUpAdministrator();
});
afterAll(() => world[Symbol.asyncDispose]());

async function newAnonymousSession() {
  const campaign = await world.newCampaign(facilitator);
  await facilitator.api.facilitation.setAnonymous({ sessionId: campaign.sessionId, on: true });
  return campaign;
}

/** Every row of every table, as text. */
async function readAllTables(): Promise<{ table: string; row: string }[]> {
  const tables = await world.prisma.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`;
  const rows = await Promise.all(
    tables.map(async ({ name }) => {
      const found = await world.prisma.$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM "${name}" t`);
      return found.map(({ row }) => ({ table: name, row }));
    }),
  );
  return rows.flat();
}

test('whatever a person does in it, no table, answer or event has their name, or says who wrote what', async () => {
  const { campaignId, sessionId, theme, unit } = await newAnonymousSession();
  await facilitator.api.facilitation.setPrivateWriting({ sessionId, on: true });
  const told: LiveEvent[] = [];
  const hangUp = new AbortController();
  const following = (async () => {
    const events = await world.call(facilitator.request(), hangUp.signal).events.follow({ sessionId });
    for await (const [, event] of events as AsyncIterable<unknown> as AsyncIterable<[string, LiveEvent]>)
      told.push(event);
  })();

  // A page that asks for a name all the same, and an account that has one.
  const phone = await world.join(facilitator, sessionId, NAME, UNIT);
  await phone.api.participants.join({
    code: (await facilitator.api.sessions.get({ sessionId })).joinCode ?? '',
    name: `${NAME}又来`,
    unit: UNIT,
  });
  const secretary = await world.invite(facilitator, campaignId, 'secretary');
  const liaison = await world.invite(facilitator, campaignId, 'liaison', unit.id);
  const accounts = await Promise.all(
    [secretary, liaison].map(async (person) => (await person.api.sessions.get({ sessionId })).me),
  );

  const go = (from: 'brief' | 'collect' | 'vote', stage: 'collect' | 'vote' | 'agree') =>
    facilitator.api.facilitation.setStage({ sessionId, from, stage });
  await go('brief', 'collect');
  const pointIds: string[] = [];
  for (const person of [phone, secretary, liaison]) {
    const pointId = newId<string>();
    const point = { sessionId, pointId, themeId: theme.id, text: '中午没人' };
    await person.api.privatePoints.write(point);
    await person.api.privatePoints.edit({ ...point, text: '窗口中午没人' });
    await person.api.prompts.answer({ sessionId, themeId: theme.id, prompt: 0, noProblem: true });
    pointIds.push(pointId);
  }
  await facilitator.api.privatePoints.reveal({ sessionId });
  await go('collect', 'vote');
  for (const person of [phone, secretary, liaison]) {
    const voteId = newId<string>();
    await person.api.votes.cast({ sessionId, voteId, targetId: pointIds[0] ?? '' });
    await person.api.votes.withdraw({ sessionId, voteId });
    await person.api.votes.cast({ sessionId, voteId: newId(), targetId: pointIds[1] ?? '' });
  }
  await go('vote', 'agree');
  await facilitator.api.people.setCoFacilitator({ participantId: phone.id, on: true });
  await phone.api.facilitation.hold({ sessionId });
  await phone.api.facilitation.summon({ sessionId, view: { x: 0, y: 0, w: 10, h: 10 } });
  await facilitator.api.actions.promote({
    sessionId,
    themeId: theme.id,
    pointIds: pointIds.slice(0, 1),
    fields: EMPTY_FIELDS,
  });
  await facilitator.api.outcomes.dispose({ sessionId, pointIds: pointIds.slice(1), disposition: 'deferred' });
  // The sync server keeps of a point that is deleted what stood in the document.
  const words = { text: '删掉的', authorId: phone.authorId, author: '', unit: '' };
  const [deletedId = '', stillDeletedId] = await world.removePoints(sessionId, theme.id, [words, words]);
  await facilitator.api.removedPoints.restore({ sessionId, pointIds: [deletedId] });

  const answers = await Promise.all([
    facilitator.api.sessions.get({ sessionId }),
    facilitator.api.people.list({ sessionId }),
    facilitator.api.votes.remaining({ sessionId }),
    facilitator.api.votes.results({ sessionId }),
    facilitator.api.outcomes.summary({ sessionId }),
    facilitator.api.outcomes.open({ sessionId }),
    facilitator.api.prompts.answers({ sessionId }),
    facilitator.api.snapshots.list({ sessionId }),
    facilitator.api.removedPoints.list({ sessionId }),
    facilitator.api.actions.page({ campaignId }),
    phone.api.sessions.get({ sessionId }),
    phone.api.participants.peek({ code: (await facilitator.api.sessions.get({ sessionId })).joinCode ?? '' }),
  ]);
  await facilitator.api.people.remove({ participantId: phone.id });
  hangUp.abort();
  await following;

  const rows = await readAllTables();
  const everything = JSON.stringify([rows, answers, told, [...world.points.values()], world.faults]);
  expect(everything).not.toContain(NAME);
  expect(everything).not.toContain(UNIT);

  // What people contributed has them as a hash, and no row has that hash and the person.
  const contributors = [
    { id: phone.id, authorId: phone.authorId },
    ...accounts.map(({ id, author }) => ({ id, authorId: author.id })),
  ];
  const revealed = (world.points.get(sessionId) ?? []).filter(({ id }) => pointIds.includes(id));
  expect(revealed.map(({ id }) => id)).toEqual([...pointIds].sort());
  const points = pointIds.flatMap((pointId) => revealed.find(({ id }) => id === pointId) ?? []);
  expect(points.map((point) => (point as unknown as { authorId: string }).authorId)).toEqual(
    contributors.map(({ authorId }) => authorId),
  );
  for (const { author, unit: ofPoint } of points) expect([author, ofPoint]).toEqual(['', '']);
  for (const { id, authorId } of contributors) {
    expect(authorId).not.toContain(id);
    expect(rows.filter(({ row }) => row.includes(authorId)).length).toBeGreaterThan(0);
    expect(rows.filter(({ row }) => row.includes(authorId) && row.includes(id))).toEqual([]);
  }
  const contributed = await world.prisma.event.findMany({
    where: { sessionId, type: { in: ['privatePoints.changed', 'prompts.answered', 'votes.changed'] } },
  });
  expect(contributed.map(({ actorId }) => actorId)).toEqual(contributed.map(() => null));
  // Nor does any list that a leader sees, least of all whose a deleted point was.
  expect(rows.filter(({ table }) => table === 'removed_point').map(({ row }) => row.includes(phone.authorId))).toEqual([
    true,
    true,
  ]);
  const removed = await facilitator.api.removedPoints.list({ sessionId });
  expect(removed).toMatchObject([{ id: stillDeletedId, author: '', unit: '' }]);
  expect(JSON.stringify(removed)).not.toContain(phone.authorId);
  const [, people, remaining] = answers;
  expect(people).toMatchObject([{ id: phone.id, authorId: null, name: '', unit: '' }]);
  expect(people.map((person) => [person.joinedAt, person.removed])).toEqual([[null, false]]);
  expect(remaining).toEqual({ begun: true, anonymous: true, people: 3, done: 0 });
});

test('it is asked for neither name nor unit; other sessions need both', async () => {
  const { sessionId } = await newAnonymousSession();
  const { joinCode } = await facilitator.api.sessions.get({ sessionId });
  const phone = world.newPerson();
  const code = joinCode ?? '';
  expect(await phone.api.participants.peek({ code })).toMatchObject({ anonymous: true, me: null });
  await phone.api.participants.join({ code });
  const { me, anonymous } = await phone.api.sessions.get({ sessionId });
  expect(me).toMatchObject({ name: '', unit: '', author: { name: '', unit: '' } });
  expect(me.author.id).not.toBe(me.id);
  expect(anonymous).toBe(true);
  expect((await refusalOf(facilitator.api.people.rename({ participantId: me.id, name: '张', unit: '三' }))).code).toBe(
    'sessionAnonymous',
  );

  const named = await world.newCampaign(facilitator);
  const { joinCode: other } = await facilitator.api.sessions.get({ sessionId: named.sessionId });
  const refused = await refusalOf(phone.api.participants.join({ code: other ?? '', name: ' ' }));
  expect(refused).toEqual({ code: 'invalidInput', details: { paths: ['name', 'unit'] } });
});

test('the same device is the same author again, another session makes it another one', async () => {
  const [first, second] = [await newAnonymousSession(), await newAnonymousSession()];
  const phone = await world.join(facilitator, first.sessionId);
  const { joinCode } = await facilitator.api.sessions.get({ sessionId: second.sessionId });
  await phone.api.participants.join({ code: joinCode ?? '' });
  const here = (await phone.api.sessions.get({ sessionId: first.sessionId })).me.author.id;
  const there = (await phone.api.sessions.get({ sessionId: second.sessionId })).me.author.id;
  expect(here).toBe(phone.authorId);
  expect(there).not.toBe(here);
  const permit = await world.api.authoriseSync(phone.request(), first.sessionId);
  expect(permit).toMatchObject({ ok: true, authorId: here });
});

test('it is promised before anybody joins or writes, and not taken back after', async () => {
  const set = (sessionId: string, on: boolean) => facilitator.api.facilitation.setAnonymous({ sessionId, on });
  const refused = async (sessionId: string, on: boolean) =>
    expect((await refusalOf(set(sessionId, on))).code).toBe('anonymityFixed');

  const joined = await newAnonymousSession();
  await set(joined.sessionId, false);
  await set(joined.sessionId, true);
  await world.join(facilitator, joined.sessionId);
  await refused(joined.sessionId, false);
  await set(joined.sessionId, true);

  const written = await world.newCampaign(facilitator);
  world.addPoints(written.sessionId, written.theme.id, 1);
  await refused(written.sessionId, true);

  // Whoever leads may contribute before the others do.
  const answered = await world.newCampaign(facilitator);
  const card = { themeId: answered.theme.id, prompt: 0, noProblem: true };
  await facilitator.api.prompts.answer({ sessionId: answered.sessionId, ...card });
  await refused(answered.sessionId, true);

  const apart = await world.newCampaign(facilitator);
  await facilitator.api.facilitation.setPrivateWriting({ sessionId: apart.sessionId, on: true });
  const point = { pointId: newId<string>(), themeId: apart.theme.id, text: '先写下' };
  await facilitator.api.privatePoints.write({ sessionId: apart.sessionId, ...point });
  await refused(apart.sessionId, true);

  // A page has written, be it what is gone again: it must not be somebody's before and nobody's
  // after.
  const drawn = await world.newCampaign(facilitator);
  const page = { sessionId: drawn.sessionId, clientId: 4_711n, ownerKey: 'of the facilitator' };
  await world.prisma.docClient.create({ data: page });
  await refused(drawn.sessionId, true);

  // A vote for a point that is gone by now is still somebody's.
  const voted = await world.newCampaign(facilitator);
  const { sessionId } = voted;
  const [targetId = ''] = world.addPoints(sessionId, voted.theme.id, 1);
  await facilitator.api.facilitation.setSwitch({ sessionId, name: 'vote', on: true });
  await facilitator.api.votes.cast({ sessionId, voteId: newId<string>(), targetId });
  world.points.delete(sessionId);
  await refused(sessionId, true);

  const later = await world.newCampaign(facilitator);
  await facilitator.api.facilitation.setStage({ sessionId: later.sessionId, from: 'brief', stage: 'collect' });
  await refused(later.sessionId, true);
});

test('of somebody who joins and the promise at once, one comes first: nobody who joined before it has a name after', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { sessionId } = await world.newCampaign(facilitator);
    const { joinCode } = await facilitator.api.sessions.get({ sessionId });
    await settle<unknown>([
      world.newPerson().api.participants.join({ code: joinCode ?? '', name: NAME, unit: UNIT }),
      facilitator.api.facilitation.setAnonymous({ sessionId, on: true }),
      world.newPerson().api.participants.join({ code: joinCode ?? '', name: NAME, unit: UNIT }),
    ]);
    const { anonymous } = await facilitator.api.sessions.get({ sessionId });
    const participants = await world.prisma.participant.findMany({ where: { sessionId } });
    expect(participants.map(({ name }) => name)).toEqual(participants.map(() => (anonymous ? '' : NAME)));
  }
});

test('a member who is removed leaves the document of an anonymous session as well', async () => {
  const { campaignId, sessionId } = await newAnonymousSession();
  const secretary = await world.invite(facilitator, campaignId, 'secretary');
  const { me } = await secretary.api.sessions.get({ sessionId });
  expect(me.author.id).not.toBe(me.id);
  await facilitator.api.members.remove({ campaignId, userId: me.id });
  // The gate knows people by their accounts, there as well.
  expect(world.changedAccess).toContainEqual({ campaignId, userId: me.id });
});

test('its leaders are told of a deleted point in which stage that was, and no more', async () => {
  const { sessionId, theme } = await newAnonymousSession();
  await facilitator.api.facilitation.setStage({ sessionId, from: 'brief', stage: 'collect' });
  await facilitator.api.facilitation.setStage({ sessionId, from: 'collect', stage: 'sort' });
  const events = await world.prisma.event.findMany({
    where: { sessionId, type: { in: ['session.created', 'session.stageChanged'] } },
    orderBy: { seq: 'asc' },
  });
  const [, collecting, sorting] = events.map(({ createdAt }) => createdAt);
  if (collecting === undefined || sorting === undefined) throw new Error('there were two changes of stage');
  const after = (moment: Date, ms: number) => new Date(moment.getTime() + ms);
  // Deleted in turn, so that their order would say when.
  const words = ['一', '二', '三', '四'].map((text, index) => ({ text, at: after(sorting, 1_000 - index) }));
  const late = await world.removePoints(sessionId, theme.id, words);
  const [early] = await world.removePoints(sessionId, theme.id, [
    { text: '零', at: sorting < after(collecting, 2) ? collecting : after(sorting, -1) },
  ]);
  const told = await facilitator.api.removedPoints.list({ sessionId });
  expect(told.map(({ id, removedAt }) => [id, removedAt])).toEqual([
    ...[...late].sort().map((id) => [id, sorting.toISOString()]),
    [early, collecting.toISOString()],
  ]);
});

test('one’s own votes and private points stay in their order, though nothing says when they were given', async () => {
  const { sessionId, theme } = await newAnonymousSession();
  await facilitator.api.facilitation.setPrivateWriting({ sessionId, on: true });
  await facilitator.api.facilitation.setStage({ sessionId, from: 'brief', stage: 'collect' });
  await facilitator.api.facilitation.setSwitch({ sessionId, name: 'vote', on: true });
  const phones = [await world.join(facilitator, sessionId), await world.join(facilitator, sessionId)];
  const [targetId = ''] = world.addPoints(sessionId, theme.id, 1);
  const given = phones.map(() => ({ votes: [] as string[], points: [] as string[] }));
  for (let round = 0; round < 3; round += 1) {
    for (const [index, phone] of phones.entries()) {
      const [voteId, pointId] = [newId<string>(), newId<string>()];
      await phone.api.votes.cast({ sessionId, voteId, targetId });
      await phone.api.privatePoints.write({ sessionId, pointId, themeId: theme.id, text: '先后' });
      given[index]?.votes.push(voteId);
      given[index]?.points.push(pointId);
    }
  }
  const since = new Date((await facilitator.api.sessions.get({ sessionId })).stageSince).getTime();
  for (const [index, phone] of phones.entries()) {
    const { votes } = await phone.api.votes.mine({ sessionId });
    const points = await phone.api.privatePoints.mine({ sessionId });
    expect(votes.map(({ id }) => id)).toEqual(given[index]?.votes);
    expect(points.map(({ id }) => id)).toEqual(given[index]?.points);
    expect(points.map(({ createdAt }) => new Date(createdAt).getTime() - since)).toEqual([0, 1, 2]);
  }
  await facilitator.api.privatePoints.reveal({ sessionId });
  const revealed = (world.points.get(sessionId) ?? []).filter(({ id }) => id !== targetId);
  const moments = revealed.map((point) => (point as unknown as { createdAt: string }).createdAt);
  expect(new Set(moments)).toEqual(new Set([new Date(since).toISOString()]));
  // Nor does their order say which are the later ones of whoever wrote several.
  expect(revealed.map(({ id }) => id)).toEqual(given.flatMap(({ points }) => points).sort());
});
