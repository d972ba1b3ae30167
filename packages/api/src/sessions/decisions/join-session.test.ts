import { createHash } from 'node:crypto';
import { formatJoinCode, LIMITS } from '@gongyi/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestWorld, refusalOf, settle, type TestWorld } from '../../test/test-world.ts';

async function openSession(world: TestWorld) {
  const administrator = await world.setUpAdministrator();
  const campaign = await world.newCampaign(administrator);
  const { joinCode } = await administrator.api.sessions.get({ sessionId: campaign.sessionId });
  if (joinCode === null) throw new Error('an open session has a code');
  return { administrator, ...campaign, code: joinCode };
}

test('a device that joins is the same person when it comes again, under the name given last', async () => {
  await using world = await createTestWorld();
  const { sessionId, code, campaignId } = await openSession(world);
  const phone = world.newPerson();
  expect(await phone.api.participants.peek({ code })).toEqual({
    sessionId,
    title: '第一场',
    campaignName: '优环境、促发展',
    units: ['经发办', '党政办'],
    anonymous: false,
    mayJoin: true,
    me: null,
  });
  const typed = ` ${formatJoinCode(code).toLowerCase()} `;
  expect(await phone.api.participants.join({ code: typed, name: '小 李', unit: '经发办' })).toEqual({ sessionId });
  const first = (await phone.api.sessions.get({ sessionId })).me;
  expect(first).toMatchObject({ kind: 'participant', name: '小 李', unit: '经发办' });
  expect(first.standing).toEqual({ roles: ['participant'], unitIds: [] });

  await phone.api.participants.join({ code, name: '李明', unit: '党政办' });
  expect((await phone.api.sessions.get({ sessionId })).me).toEqual({
    ...first,
    name: '李明',
    unit: '党政办',
    author: { id: first.id, name: '李明', unit: '党政办' },
  });
  expect((await phone.api.participants.peek({ code })).me).toEqual({ name: '李明', unit: '党政办' });
  await phone.api.participants.join({ code, name: '李明', unit: '党政办' });

  const other = world.newPerson();
  await other.api.participants.join({ code, name: '李明', unit: '党政办' });
  expect((await other.api.sessions.get({ sessionId })).me.id).not.toBe(first.id);
  expect(await world.prisma.participant.count({ where: { sessionId } })).toBe(2);
  // Joined, renamed, joined: coming again unchanged is no news.
  expect(await world.prisma.event.count({ where: { campaignId, type: 'participant.joined' } })).toBe(3);
});

test('a double tap makes one participant', async () => {
  await using world = await createTestWorld();
  const { sessionId, code } = await openSession(world);
  const phone = world.newPerson();
  await phone.api.participants.join({ code, name: '小李', unit: '经发办' });
  await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      phone.api.participants.join({ code, name: `小李${index}`, unit: '经发办' }),
    ),
  );
  expect(await world.prisma.participant.count({ where: { sessionId } })).toBe(1);
});

test('participants see their session and no other, and not its code', async () => {
  await using world = await createTestWorld();
  const { administrator, campaignId, sessionId, code } = await openSession(world);
  const { sessionId: otherId } = await administrator.api.sessions.create({ campaignId, title: '第二场' });
  const phone = world.newPerson();
  await phone.api.participants.join({ code, name: '小李', unit: '经发办' });
  expect((await phone.api.sessions.get({ sessionId })).joinCode).toBeNull();
  const refused = [
    () => phone.api.sessions.get({ sessionId: otherId }),
    () => phone.api.actions.badges({ sessionId: otherId }),
    () => phone.api.campaigns.get({ campaignId }),
    () => phone.api.actions.page({ campaignId }),
  ];
  for (const ask of refused) expect((await refusalOf(ask())).code).toBe('notSignedIn');
  expect(await world.api.authoriseSync(phone.request(), sessionId)).toMatchObject({
    ok: true,
    rights: { add: 'inbox' },
  });
  expect(await world.api.authoriseSync(phone.request(), otherId)).toEqual({ ok: false, refusal: 'notSignedIn' });
  expect(await world.api.authoriseSync(phone.request(), 'nowhere')).toEqual({ ok: false, refusal: 'notFound' });
});

test('a renewed code is good for as long as the first one was', async () => {
  let now = new Date();
  await using world = await createTestWorld({ now: () => now });
  const { administrator, sessionId } = await openSession(world);
  const lasts = LIMITS.joinCodeDays * 86_400_000;
  now = new Date(now.getTime() + lasts - 1);
  const { joinCode: code } = await administrator.api.sessions.renewCode({ sessionId });
  now = new Date(now.getTime() + lasts - 1);
  expect(await world.newPerson().api.participants.peek({ code })).toMatchObject({ sessionId });
});

test('a wrong, closed, expired, replaced or impossible code answers the same', async () => {
  let now = new Date();
  await using world = await createTestWorld({ now: () => now });
  const { administrator, campaignId, sessionId: closedId, code: closed } = await openSession(world);
  await administrator.api.sessions.close({ sessionId: closedId });
  const { sessionId } = await administrator.api.sessions.create({ campaignId, title: '第二场' });
  const replaced = (await administrator.api.sessions.get({ sessionId })).joinCode ?? '';
  const { joinCode: expired } = await administrator.api.sessions.renewCode({ sessionId });
  const phone = world.newPerson();
  expect((await phone.api.participants.peek({ code: expired })).sessionId).toBe(sessionId);
  now = new Date(now.getTime() + LIMITS.joinCodeDays * 86_400_000);

  for (const code of ['00000000', closed, replaced, expired, 'not a code', '']) {
    expect(await refusalOf(phone.api.participants.peek({ code }))).toEqual({ code: 'codeInvalid', details: {} });
    const joining = phone.api.participants.join({ code, name: '小李', unit: '经发办' });
    expect(await refusalOf(joining)).toEqual({ code: 'codeInvalid', details: {} });
  }
  expect(phone.headers().get('cookie')).toBeNull();
});

test('an address that guesses has to wait; a hall that joins behind one address has not', async () => {
  await using world = await createTestWorld();
  const { code } = await openSession(world);
  const hall = '192.0.2.1';
  await Promise.all(
    Array.from({ length: LIMITS.joinAttempts * 3 }, (_, index) =>
      world.newPerson(hall).api.participants.join({ code, name: `代表${index}`, unit: '经发办' }),
    ),
  );

  const guesser = '192.0.2.2';
  for (let attempt = 0; attempt < LIMITS.joinAttempts; attempt += 1) {
    const guess = world.newPerson(guesser).api.participants.peek({ code: 'ZZZZZZZZ' });
    expect((await refusalOf(guess)).code).toBe('codeInvalid');
  }
  const right = world.newPerson(guesser).api.participants.peek({ code });
  expect((await refusalOf(right)).code).toBe('tooManyRequests');
  expect((await world.newPerson(hall).api.participants.peek({ code })).title).toBe('第一场');
});

test('guesses at the same time are no more than one after another', async () => {
  await using world = await createTestWorld();
  const { code } = await openSession(world);
  const guesser = world.newPerson('192.0.2.3');
  const codes = [...Array<string>(LIMITS.joinAttempts).fill('ZZZZZZZZ'), code];
  const { results, refusals } = await settle(codes.map((code) => guesser.api.participants.peek({ code })));
  expect(results).toEqual([]);
  expect(refusals.sort()).toEqual([...Array(LIMITS.joinAttempts).fill('codeInvalid'), 'tooManyRequests']);
});

test('a closed session is read by everybody and written by nobody, until it is opened again', async () => {
  await using world = await createTestWorld();
  const { administrator, sessionId, code } = await openSession(world);
  const phone = world.newPerson();
  await phone.api.participants.join({ code, name: '小李', unit: '经发办' });
  await administrator.api.sessions.close({ sessionId });
  await administrator.api.sessions.close({ sessionId });
  expect(world.changedSessions).toContain(sessionId);
  for (const person of [phone, administrator]) {
    expect(await person.api.sessions.get({ sessionId })).toMatchObject({ closed: true, joinCode: null });
    expect(await world.api.authoriseSync(person.request(), sessionId)).toMatchObject({
      ok: true,
      rights: { add: 'none', editAny: false },
    });
  }
  expect((await refusalOf(administrator.api.sessions.renewCode({ sessionId }))).code).toBe('sessionClosed');

  await administrator.api.sessions.reopen({ sessionId });
  expect(await administrator.api.sessions.get({ sessionId })).toMatchObject({ closed: false, joinCode: code });
  expect(await world.api.authoriseSync(phone.request(), sessionId)).toMatchObject({
    ok: true,
    rights: { add: 'inbox' },
  });
  expect(await world.prisma.event.count({ where: { subjectId: sessionId, type: 'session.closed' } })).toBe(1);
});

test('the cookie is hidden from scripts, Secure over https only, and the database keeps its hash alone', async () => {
  await using world = await createTestWorld();
  const { code, sessionId } = await openSession(world);
  const cookies: string[] = [];
  const join = (origin: string) => {
    const phone = world.newPerson();
    const facts = phone.request({ origin, extraHeaders: { origin }, setCookie: (cookie) => cookies.push(cookie) });
    return world.call(facts).participants.join({ code, name: '小李', unit: '经发办' });
  };
  await join('http://192.168.1.5:3000');
  await join('https://gongyi.example');
  expect(cookies[0]).toMatch(/^gongyi_device=[\w-]{43}\.[\w-]{43}; Path=\/; Max-Age=31536000; HttpOnly; SameSite=Lax$/);
  expect(cookies[1]).toMatch(/^gongyi_device=[\w-]{43}\.[\w-]{43}; .*; Secure$/);
  const stored = JSON.stringify(await world.prisma.participant.findMany({ where: { sessionId } }));
  for (const cookie of cookies) {
    for (const part of cookie.slice('gongyi_device='.length).split(/[.;]/).slice(0, 2)) {
      expect(stored).not.toContain(part);
    }
  }
});

describe('the token of a device', () => {
  const chosen = 'a'.repeat(43);
  const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

  let world: TestWorld;
  let opened: Awaited<ReturnType<typeof openSession>>;
  beforeAll(async () => {
    world = await createTestWorld();
    opened = await openSession(world);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  /** Joins with this cookie, and gives the one that the server answers with. */
  async function joinWith(cookie: string, code = opened.code): Promise<string> {
    let answer = '';
    const setCookie = (given: string) => {
      answer = given.split(';')[0] ?? '';
    };
    const facts = world.newPerson().request({ extraHeaders: { cookie }, setCookie });
    await world.call(facts).participants.join({ code, name: '小李', unit: '经发办' });
    return answer;
  }

  const whoIs = async (cookie: string, sessionId = opened.sessionId) => {
    const facts = world.newPerson().request({ extraHeaders: { cookie } });
    return (await world.call(facts).sessions.get({ sessionId })).me.id;
  };

  test.each([
    ['that it chose', `gongyi_device=${chosen}`],
    ['that it chose and signed itself', `gongyi_device=${chosen}.${'b'.repeat(43)}`],
    ['with an empty signature', `gongyi_device=${chosen}.`],
    ['with two signatures', `gongyi_device=${chosen}.${'b'.repeat(43)}.${'b'.repeat(43)}`],
  ])('is not one %s: it gets another', async (_, cookie) => {
    const answer = await joinWith(cookie);
    expect(answer).toMatch(/^gongyi_device=[\w-]{43}\.[\w-]{43}$/);
    expect(answer).not.toContain(chosen);
    const deviceHash = hashOf(`${hashOf(chosen)} ${opened.sessionId}`);
    expect(await world.prisma.participant.count({ where: { deviceHash } })).toBe(0);
    expect((await refusalOf(whoIs(cookie))).code).toBe('notSignedIn');
    // Two who agree on one are two.
    expect(await whoIs(await joinWith(cookie))).not.toBe(await whoIs(answer));
  });

  test('is kept when it comes again, also beside others of that name', async () => {
    const cookie = await joinWith('');
    expect(await joinWith(cookie)).toBe(cookie);
    expect(await joinWith(`gongyi_device=${chosen}; gongyi_device=x; ${cookie}`)).toBe(cookie);
    expect(await whoIs(`gongyi_device=${chosen}; ${cookie}`)).toBe(await whoIs(cookie));
  });

  test('with the signature of another is nobody’s', async () => {
    const [one, other] = [await joinWith(''), await joinWith('')];
    const forged = `${one.split('.')[0]}.${other.split('.')[1]}`;
    expect((await refusalOf(whoIs(forged))).code).toBe('notSignedIn');
  });

  test('of a device that joined before tokens were signed is known, and signed when it joins again', async () => {
    const token = 'before'.padEnd(43, 'x');
    const before = `gongyi_device=${token}`;
    const { sessionId, administrator, campaignId } = opened;
    // As the migration left it.
    const deviceHash = hashOf(`${hashOf(token)} ${sessionId}`);
    await world.prisma.participant.create({
      data: { id: 'from-before', sessionId, name: '小周', unit: '经发办', deviceHash, createdAt: new Date() },
    });
    await world.prisma.knownDevice.create({ data: { hash: hashOf(`known device ${hashOf(token)}`) } });
    expect(await whoIs(before)).toBe('from-before');
    const next = await administrator.api.sessions.create({ campaignId, title: '第二场' });
    const { joinCode } = await administrator.api.sessions.get(next);
    const signed = await joinWith(before, joinCode ?? '');
    expect(signed).toMatch(new RegExp(`^${before}\\.[\\w-]{43}$`));
    expect(await whoIs(signed)).toBe('from-before');
    expect(await whoIs(signed, next.sessionId)).toBe(await whoIs(before, next.sessionId));
  });
});

test('a session takes no more participants than its limit', async () => {
  await using world = await createTestWorld();
  const { administrator, campaignId, code, sessionId } = await openSession(world);
  await world.prisma.participant.createMany({
    data: Array.from({ length: LIMITS.participantsPerSession - 1 }, (_, index) => ({
      id: `p${index}`,
      sessionId,
      name: '代表',
      unit: '经发办',
      deviceHash: `h${index}`,
      createdAt: new Date(),
    })),
  });
  const last = world.newPerson();
  await last.api.participants.join({ code, name: '倒数第一', unit: '经发办' });
  const late = world.newPerson().api.participants.join({ code, name: '来晚了', unit: '经发办' });
  expect(await refusalOf(late)).toEqual({
    code: 'limitReached',
    details: { limit: LIMITS.participantsPerSession },
  });
  // Another session has all its places.
  const other = await administrator.api.sessions.create({ campaignId, title: '第二场' });
  await world.join(administrator, other.sessionId);
  // Whoever is in may still put their name right.
  await last.api.participants.join({ code, name: '李四', unit: '经发办' });
  expect((await last.api.sessions.get({ sessionId })).me.name).toBe('李四');
});
