import { INBOX_THEME_ID, LIMITS, newId } from '@gongyi/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestWorld, type Person, refusalOf, settle, type TestWorld } from '../test/test-world.ts';

let world: TestWorld;
let facilitator: Person;
beforeAll(async () => {
  world = await createTestWorld();
  facilitator = await world.setUpAdministrator();
});
afterAll(() => world[Symbol.asyncDispose]());

async function newPrivateSession() {
  const campaign = await world.newCampaign(facilitator);
  const { sessionId, theme } = campaign;
  await facilitator.api.facilitation.setPrivateWriting({ sessionId, on: true });
  await facilitator.api.facilitation.setStage({ sessionId, from: 'brief', stage: 'collect' });
  const write = async (person: Person, text: string, changes: { themeId?: string; pointId?: string } = {}) => {
    const point = { sessionId, pointId: newId<string>(), themeId: theme.id, text, ...changes };
    await person.api.privatePoints.write(point);
    return point;
  };
  const writer = (name?: string) => world.join(facilitator, sessionId, name);
  return { ...campaign, write, writer };
}

test('others see how many points by how many people, and nothing else in any answer or event', async () => {
  const { campaignId, sessionId, theme, write, writer } = await newPrivateSession();
  const [one, two] = [await writer('甲'), await writer('乙')];
  const secrets = ['第一条悄悄话', '第二条悄悄话', '第三条悄悄话'];
  const [first] = await Promise.all([
    write(one, secrets[0] ?? ''),
    write(one, secrets[1] ?? ''),
    write(two, secrets[2] ?? ''),
  ]);
  await one.api.privatePoints.edit({ ...first, text: '改过的悄悄话' });
  await one.api.prompts.answer({ sessionId, themeId: theme.id, prompt: 0, noProblem: true });

  expect(await facilitator.api.privatePoints.counts({ sessionId })).toEqual({ points: 3, people: 2 });
  expect((await one.api.privatePoints.mine({ sessionId })).map(({ text }) => text).sort()).toEqual(
    ['改过的悄悄话', secrets[1]].sort(),
  );
  const answers = await Promise.all(
    [facilitator, two].flatMap((person) => [
      person.api.sessions.get({ sessionId }),
      person.api.outcomes.summary({ sessionId }),
      person.api.outcomes.open({ sessionId }),
      person.api.votes.results({ sessionId }),
      person.api.prompts.answers({ sessionId }),
      person.api.privatePoints.counts({ sessionId }),
    ]),
  );
  expect(JSON.stringify(answers)).not.toMatch(/第[一二]条|改过的/);
  expect(await facilitator.api.prompts.answers({ sessionId })).toEqual([]);
  expect(await one.api.prompts.answers({ sessionId })).toEqual([
    { themeId: theme.id, prompt: 0, count: null, mine: true },
  ]);
  const events = await world.prisma.event.findMany({ where: { campaignId }, orderBy: { seq: 'asc' } });
  const written = events.filter(({ type }) => type === 'privatePoints.changed' || type === 'prompts.answered');
  expect(written).toHaveLength(4);
  for (const event of written) {
    expect(event).toMatchObject({ subjectId: sessionId, actorKind: 'system', actorId: null, data: {} });
  }
  // Nothing may be added to the document meanwhile, by anybody.
  for (const person of [one, facilitator]) {
    const permit = await world.api.authoriseSync(person.request(), sessionId);
    expect(permit).toMatchObject({ ok: true, privateWriting: true, rights: { addPrivately: true } });
  }
});

test('one’s own points can be changed and taken back, and nobody else’s', async () => {
  const { sessionId, write, writer, otherTheme } = await newPrivateSession();
  const [one, two] = [await writer('甲'), await writer('乙')];
  const point = await write(one, '原话');
  await write(one, '又发一次', { pointId: point.pointId });
  await one.api.privatePoints.edit({ ...point, text: '改过', themeId: otherTheme.id, category: 'idea', level: 'team' });
  expect(await one.api.privatePoints.mine({ sessionId })).toMatchObject([
    { id: point.pointId, text: '改过', themeId: otherTheme.id, category: 'idea', level: 'team', source: null },
  ]);
  expect((await refusalOf(write(two, '冒名', { pointId: point.pointId }))).code).toBe('invalidInput');
  expect((await refusalOf(two.api.privatePoints.edit({ ...point, text: '乱改' }))).code).toBe('pointMissing');
  await two.api.privatePoints.delete(point);
  expect(await one.api.privatePoints.mine({ sessionId })).toHaveLength(1);
  await one.api.privatePoints.delete(point);
  await one.api.privatePoints.delete(point);
  expect(await one.api.privatePoints.mine({ sessionId })).toEqual([]);
});

test('what is written must fit: theme, prompt, switches, hold and limits', async () => {
  const { sessionId, theme, write, writer } = await newPrivateSession();
  const phone = await writer();
  const { theme: elsewhere } = await world.newCampaign(facilitator);
  for (const themeId of ['nowhere', elsewhere.id]) {
    expect((await refusalOf(write(phone, '要点', { themeId }))).code).toBe('invalidInput');
  }
  expect((await refusalOf(write(phone, '  '))).code).toBe('invalidInput');
  const prompt = theme.prompts.length;
  const beyond = phone.api.privatePoints.write({
    sessionId,
    pointId: newId(),
    themeId: theme.id,
    text: '要点',
    prompt,
  });
  expect(await refusalOf(beyond)).toEqual({ code: 'invalidInput', details: { paths: ['prompt'] } });
  await facilitator.api.facilitation.setSwitch({ sessionId, name: 'add', on: false });
  expect((await refusalOf(write(phone, '要点'))).code).toBe('notOpenNow');
  const inbox = await write(phone, '晚到的要点', { themeId: INBOX_THEME_ID });
  const moved = phone.api.privatePoints.edit({ ...inbox, themeId: theme.id });
  expect((await refusalOf(moved)).code).toBe('notOpenNow');
  await facilitator.api.facilitation.hold({ sessionId });
  expect((await refusalOf(write(phone, '要点'))).code).toBe('sessionHeld');
  expect((await refusalOf(phone.api.privatePoints.delete(inbox))).code).toBe('sessionHeld');
  await facilitator.api.facilitation.release({ sessionId });
  await facilitator.api.facilitation.setSwitch({ sessionId, name: 'add', on: true });
  await world.prisma.privatePoint.createMany({
    data: Array.from({ length: LIMITS.privatePointsPerPerson - 1 }, (_, index) => ({
      sessionId,
      pointId: `p${index}`,
      themeId: theme.id,
      text: '要点',
      authorId: phone.authorId,
      author: '',
      unit: '',
      source: '',
      channel: '',
      category: 'problem',
      level: '',
      createdAt: new Date(),
    })),
  });
  expect((await refusalOf(write(phone, '多了一条'))).code).toBe('limitReached');
});

test('who has written all that they may in one session writes on in another', async () => {
  const full = await newPrivateSession();
  const { write } = await newPrivateSession();
  await full.write(facilitator, '第一条');
  await world.prisma.$executeRaw`
    INSERT INTO private_point
      (session_id, point_id, theme_id, text, author_id, author, unit, source, channel, category, level, created_at)
    SELECT session_id, 'p' || n, theme_id, text, author_id, author, unit, source, channel, category, level,
           created_at
    FROM private_point, generate_series(2, ${LIMITS.privatePointsPerPerson}::int) AS n
    WHERE session_id = ${full.sessionId}`;
  expect((await refusalOf(full.write(facilitator, '多了一条'))).code).toBe('limitReached');
  await write(facilitator, '这里还能写');
});

test('a session keeps as many private points as it may have points, and not one more', async () => {
  const { sessionId, write, writer } = await newPrivateSession();
  const phone = await writer();
  await world.prisma.$executeRaw`
    INSERT INTO private_point
      (session_id, point_id, theme_id, text, author_id, author, unit, source, channel, category, level, created_at)
    SELECT ${sessionId}, 'p' || n, 'inbox', '要点', 'author' || n % 100, '', '', '', '', 'problem', '',
           now()
    FROM generate_series(2, ${LIMITS.pointsPerSession}::int) AS n`;
  await write(phone, '最后一条');
  expect(await refusalOf(write(phone, '多了一条'))).toEqual({
    code: 'limitReached',
    details: { limit: LIMITS.pointsPerSession },
  });
});

test('it begins before anything is written, and ends by the reveal', async () => {
  const { sessionId, theme } = await world.newCampaign(facilitator);
  const set = (on: boolean) => facilitator.api.facilitation.setPrivateWriting({ sessionId, on });
  const phone = await world.join(facilitator, sessionId);
  const point = { sessionId, pointId: newId<string>(), themeId: INBOX_THEME_ID, text: '要点' };
  expect((await refusalOf(phone.api.privatePoints.write(point))).code).toBe('notPrivate');
  await set(true);
  await set(false);
  world.addPoints(sessionId, theme.id, 1);
  expect((await refusalOf(set(true))).code).toBe('privateWritingFixed');
  world.points.set(sessionId, []);
  await set(true);
  await phone.api.privatePoints.write(point);
  expect(await refusalOf(set(false))).toEqual({ code: 'privatePointsWaiting', details: { count: 1 } });
  const move = (from: 'brief' | 'collect', stage: 'collect' | 'sort' | 'closed') =>
    facilitator.api.facilitation.setStage({ sessionId, from, stage });
  await move('brief', 'collect');
  for (const stage of ['sort', 'closed'] as const) {
    expect(await refusalOf(move('collect', stage))).toEqual({ code: 'privatePointsWaiting', details: { count: 1 } });
  }
  expect((await facilitator.api.sessions.get({ sessionId })).stage).toBe('collect');
  await phone.api.privatePoints.delete(point);
  await move('collect', 'sort');
  expect(await facilitator.api.sessions.get({ sessionId })).toMatchObject({ privateWriting: false, stage: 'sort' });
});

test('the reveal moves every point into the document, under its own id and author, once', async () => {
  const { sessionId, write, writer, otherTheme } = await newPrivateSession();
  const phones = await Promise.all(['甲', '乙', '丙'].map((name) => writer(name)));
  const written = await Promise.all(phones.map((phone, index) => write(phone, `要点${index}`)));
  await write(phones[0] as Person, '另一主题', { themeId: otherTheme.id });
  world.changedSessions.length = 0;
  const reveals = await Promise.all([1, 2].map(() => facilitator.api.privatePoints.reveal({ sessionId })));
  expect(reveals).toContainEqual({ points: 4 });
  const points = world.points.get(sessionId) ?? [];
  expect(points).toHaveLength(4);
  expect(points).toContainEqual(
    expect.objectContaining({ id: written[1]?.pointId, text: '要点1', author: '乙', authorId: phones[1]?.authorId }),
  );
  expect(await world.prisma.privatePoint.count({ where: { sessionId } })).toBe(0);
  expect(await facilitator.api.sessions.get({ sessionId })).toMatchObject({ privateWriting: false, revealing: false });
  expect(world.changedSessions).toEqual([sessionId]);
  const revealed = await world.prisma.event.findMany({ where: { sessionId, type: 'session.revealed' } });
  expect(revealed.map(({ data }) => data)).toEqual([{ points: 4 }]);
  expect((await refusalOf(write(phones[0] as Person, '太晚'))).code).toBe('notPrivate');
  expect(await facilitator.api.privatePoints.reveal({ sessionId })).toEqual({ points: 0 });
});

test('people who write while it is revealed have their point in the document, or are told; none is lost or doubled', async () => {
  const { sessionId, write, writer } = await newPrivateSession();
  const phones = await Promise.all(Array.from({ length: 5 }, () => writer()));
  const { results, refusals } = await settle<unknown>([
    ...phones.flatMap((phone) => Array.from({ length: 5 }, (_, index) => write(phone, `要点${index}`))),
    facilitator.api.privatePoints.reveal({ sessionId }),
  ]);
  expect(new Set(refusals).size).toBeLessThanOrEqual(1);
  const points = world.points.get(sessionId) ?? [];
  expect(points).toHaveLength(results.length - 1);
  expect(new Set(points.map(({ id }) => id)).size).toBe(points.length);
  expect(world.faults).toEqual([]);
});

test('a reveal that was cut short is finished by the next one', async () => {
  const { sessionId, write, writer } = await newPrivateSession();
  const phone = await writer();
  const point = await write(phone, '要点');
  world.writing.gate = () => {
    throw new Error('the document is out of reach');
  };
  await expect(facilitator.api.privatePoints.reveal({ sessionId })).rejects.toMatchObject({
    code: 'INTERNAL_SERVER_ERROR',
  });
  expect(await phone.api.sessions.get({ sessionId })).toMatchObject({ privateWriting: true, revealing: true });
  expect((await refusalOf(write(phone, '太晚'))).code).toBe('notPrivate');
  expect(await phone.api.privatePoints.mine({ sessionId })).toHaveLength(1);

  // This time the points arrive, and the answer is lost.
  world.writing.gate = (points) => {
    world.points.set(sessionId, [...points]);
    throw new Error('the line broke');
  };
  await expect(facilitator.api.privatePoints.reveal({ sessionId })).rejects.toThrow();
  delete world.writing.gate;
  await facilitator.api.privatePoints.reveal({ sessionId });
  expect((world.points.get(sessionId) ?? []).map(({ id }) => id)).toEqual([point.pointId]);
  expect(await phone.api.sessions.get({ sessionId })).toMatchObject({ privateWriting: false, revealing: false });
  world.faults.length = 0;
});

test('"no problem found" is counted for each prompt card once for each person, where points may be added', async () => {
  const { sessionId, theme } = await world.newCampaign(facilitator);
  const one = await world.join(facilitator, sessionId, '甲');
  const two = await world.join(facilitator, sessionId, '乙');
  const answer = (person: Person, prompt: number, noProblem = true) =>
    person.api.prompts.answer({ sessionId, themeId: theme.id, prompt, noProblem });
  expect((await refusalOf(answer(one, 0))).code).toBe('notOpenNow');
  await facilitator.api.facilitation.setStage({ sessionId, from: 'brief', stage: 'collect' });
  for (const person of [one, two, one]) await answer(person, 0);
  await answer(one, 1);
  await answer(one, 1, false);
  expect(await one.api.prompts.answers({ sessionId })).toEqual([
    { themeId: theme.id, prompt: 0, count: 2, mine: true },
  ]);
  expect((await refusalOf(answer(one, theme.prompts.length))).code).toBe('invalidInput');
  const inbox = one.api.prompts.answer({ sessionId, themeId: INBOX_THEME_ID, prompt: 0, noProblem: true });
  expect((await refusalOf(inbox)).code).toBe('invalidInput');
});
