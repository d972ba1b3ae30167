import { newId } from '@gongyi/domain';
import { expect, test } from 'vitest';
import { LEDGER_READS } from '../ledger/index.ts';
import { insertSession, openAskedDatabase } from '../test/asked-database.ts';
import { createLookups } from './lookups.ts';

test('a hall that comes in at once costs a few queries, and each is told of themselves', async () => {
  await using database = await openAskedDatabase();
  const { prisma, queries } = database;
  const devices = Array.from({ length: 200 }, (_, index) => `device-${index}`);
  const [first, second] = [await insertSession(prisma, devices), await insertSession(prisma, ['device-7'])];
  const lookups = createLookups(prisma, LEDGER_READS);
  queries.length = 0;

  const asked = [...devices.map((device) => [first, device] as const), [second, 'device-7'], [second, 'device-8']];
  const [found, sessions] = await Promise.all([
    Promise.all(asked.map(([sessionId = '', device = '']) => lookups.participant(sessionId, device))),
    Promise.all([...asked.map(([sessionId = '']) => lookups.session(sessionId)), lookups.session('nobody’s')]),
  ]);
  expect(found.map((person) => person && [person.sessionId, person.deviceHash])).toEqual([...asked.slice(0, -1), null]);
  expect(sessions.map((session) => session?.id)).toEqual([...asked.map(([id]) => id), undefined]);
  expect(queries).toEqual(['Session.findMany', 'Participant.findMany'].sort());
});

test('those who come in one after the other in one turn of the event loop are looked up together', async () => {
  await using database = await openAskedDatabase();
  const { prisma, queries } = database;
  const devices = Array.from({ length: 20 }, (_, index) => `device-${index}`);
  const sessionId = await insertSession(prisma, devices);
  const lookups = createLookups(prisma, LEDGER_READS);
  queries.length = 0;

  const asked: Promise<unknown>[] = [];
  for (const device of devices) {
    asked.push(lookups.session(sessionId), lookups.participant(sessionId, device));
    // As between two sockets that are read: what was promised goes on, and nothing comes in.
    await new Promise<void>((resolve) => process.nextTick(resolve));
  }
  expect(await Promise.all(asked)).not.toContain(null);
  expect(queries.sort()).toEqual(['Participant.findMany', 'Session.findMany']);
});

test('whoever asks while others are being answered is told what was read after they asked', async () => {
  await using database = await openAskedDatabase();
  const { prisma, gate } = database;
  const sessionId = await insertSession(prisma, ['phone']);
  const lookups = createLookups(prisma, LEDGER_READS);
  let letOn: () => void = () => undefined;
  const wasAnswered = new Promise<void>((resolve) => {
    gate.answered = () => {
      delete gate.answered;
      resolve();
      return new Promise((on) => {
        letOn = on;
      });
    };
  });
  const early = lookups.session(sessionId);
  await wasAnswered;
  await prisma.session.update({ where: { id: sessionId }, data: { stage: 'vote' } });
  const late = lookups.session(sessionId);
  letOn();
  expect((await early)?.stage).toBe('brief');
  expect((await late)?.stage).toBe('vote');

  // What fails is told to those who asked then, and not kept.
  gate.answered = () => {
    throw new Error('no database');
  };
  const failing = [lookups.session(sessionId), lookups.session('another')];
  for (const one of failing) await expect(one).rejects.toThrow('no database');
  delete gate.answered;
  expect((await lookups.session(sessionId))?.stage).toBe('vote');
});

test('fifty boards that ask who is named, and how many there are, cost two queries for each ledger', async () => {
  await using database = await openAskedDatabase();
  const { prisma, queries } = database;
  const campaignIds: string[] = [];
  for (const leader of ['张三', '李四']) {
    const { campaignId } = await prisma.session.findUniqueOrThrow({ where: { id: await insertSession(prisma, []) } });
    const theme = { id: newId<string>(), campaignId, name: '主题', short: '主题', code: '主题', color: '', icon: '' };
    const now = new Date();
    await prisma.theme.create({ data: { ...theme, position: 0, prompts: [] } });
    await prisma.action.create({
      data: {
        ...{ id: newId<string>(), campaignId, themeId: theme.id, number: 1, problem: '问题', leader },
        ...{ owners: [], createdAt: now, updatedAt: now },
      },
    });
    campaignIds.push(campaignId);
  }
  const lookups = createLookups(prisma, LEDGER_READS);
  queries.length = 0;
  const [first = '', second = ''] = campaignIds;
  const named = await Promise.all(
    Array.from({ length: 50 }, (_, n) => lookups.namedPeople(n % 2 === 0 ? first : second)),
  );
  expect(named).toEqual(Array.from({ length: 50 }, (_, n) => [n % 2 === 0 ? '张三' : '李四']));
  expect(queries).toEqual(['undefined.$queryRaw', 'undefined.$queryRaw']);

  queries.length = 0;
  const counted = await Promise.all(Array.from({ length: 50 }, () => lookups.actionCounts(first)));
  expect(counted.map(({ draft }) => draft)).toEqual(counted.map(() => ({ all: 1, shown: 1 })));
  expect(queries).toHaveLength(1);
});
