import { LIMITS } from '@gongyi/domain';
import { describe, expect, test } from 'vitest';
import type { FormerPoint } from '../../kernel/ports.ts';
import { createTestWorld, refusalOf, type TestWorld } from '../../test/test-world.ts';

async function openSession(world: TestWorld) {
  const facilitator = await world.setUpAdministrator();
  return { ...(await world.newCampaign(facilitator)), facilitator };
}

const eventsOf = (world: TestWorld, sessionId: string) =>
  world.prisma.event.findMany({
    where: { sessionId, type: 'points.restored' },
    orderBy: { seq: 'asc' },
    select: { actorKind: true, actorId: true, subjectId: true, data: true },
  });

describe('deleted points', () => {
  test('are listed, the last deleted first, with their words and when, and not by whom', async () => {
    await using world = await createTestWorld();
    const { facilitator, sessionId, campaignId, theme, otherTheme } = await openSession(world);
    const other = await facilitator.api.sessions.create({ campaignId, title: '第二场' });
    await world.removePoints(other.sessionId, theme.id, [{ text: '别处的' }]);
    const [first] = await world.removePoints(sessionId, theme.id, [
      { text: '一', at: new Date('2026-11-21T08:00:00Z') },
    ]);
    const [second] = await world.removePoints(sessionId, otherTheme.id, [
      { text: '二', author: '', unit: '', at: new Date('2026-11-22T08:00:00Z') },
    ]);
    const details = { source: 'masses', channel: '座谈', category: 'problem', level: null };
    expect(await facilitator.api.removedPoints.list({ sessionId })).toEqual([
      {
        ...details,
        id: second,
        themeId: otherTheme.id,
        text: '二',
        author: '',
        unit: '',
        removedAt: '2026-11-22T08:00:00.000Z',
      },
      {
        ...details,
        id: first,
        themeId: theme.id,
        text: '一',
        author: '王芳',
        unit: '经发办',
        removedAt: '2026-11-21T08:00:00.000Z',
      },
    ]);
  });

  test('are not listed while they are back, and no more of them than are kept', async () => {
    await using world = await createTestWorld();
    const { facilitator, sessionId, theme } = await openSession(world);
    const texts = Array.from({ length: LIMITS.removedPointsPerSession + 2 }, (_, n) => ({ text: `${n}` }));
    const ids = await world.removePoints(sessionId, theme.id, texts);
    const newest = ids.at(-1) ?? '';
    world.addPoints(sessionId, theme.id, 1, [newest]);
    const listed = await facilitator.api.removedPoints.list({ sessionId });
    expect(listed).toHaveLength(LIMITS.removedPointsPerSession - 1);
    expect(listed[0]?.id).toBe(ids.at(-2));
  });
});

describe('restoring deleted points', () => {
  test('puts each back under its id, in its author’s name, with all that it had; the history says so once', async () => {
    await using world = await createTestWorld();
    const { facilitator, campaignId, sessionId, theme } = await openSession(world);
    const ids = await world.removePoints(sessionId, theme.id, [{ text: '一', authorId: 'li' }, { text: '二' }]);
    const [first = '', second = ''] = ids;
    await world.newCampaign(facilitator);
    let given: readonly unknown[] = [];
    let among: readonly string[] = [];
    world.writing.gate = (points, themes) => {
      given = points;
      among = themes.map(({ id }) => id);
    };
    expect(await facilitator.api.removedPoints.restore({ sessionId, pointIds: [first, first] })).toEqual({
      pointIds: [first],
    });
    const expected: FormerPoint = {
      id: first,
      themeId: theme.id,
      x: 10,
      y: 20,
      text: '一',
      authorId: 'li',
      author: '王芳',
      unit: '经发办',
      source: 'masses',
      channel: '座谈',
      category: 'problem',
      level: null,
      prompt: 1,
      clusterId: null,
      createdAt: '2026-11-20T08:00:00.000Z',
    };
    expect(given).toEqual([expected]);
    // Where they lie on the canvas hangs on all themes of the campaign, and on no others.
    const { themes } = await facilitator.api.campaigns.get({ campaignId });
    expect(among).toEqual(themes.map(({ id }) => id));
    expect((await facilitator.api.removedPoints.list({ sessionId })).map(({ id }) => id)).toEqual([second]);

    // What is there already is left alone, and said of nobody again.
    expect(await facilitator.api.removedPoints.restore({ sessionId, pointIds: [first] })).toEqual({ pointIds: [] });
    expect(await facilitator.api.removedPoints.restore({ sessionId, pointIds: ids })).toEqual({ pointIds: [second] });
    const actorId = await facilitator.userId();
    const by = { actorKind: 'user', actorId, subjectId: sessionId };
    expect(await eventsOf(world, sessionId)).toEqual([
      { ...by, data: { pointIds: [first] } },
      { ...by, data: { pointIds: [second] } },
    ]);
  });

  test('two at once restore each point once', async () => {
    await using world = await createTestWorld();
    const { facilitator, sessionId, theme } = await openSession(world);
    const pointIds = await world.removePoints(sessionId, theme.id, [{ text: '一' }, { text: '二' }]);
    const restored = await Promise.all(
      [pointIds, pointIds.slice(1)].map((some) => facilitator.api.removedPoints.restore({ sessionId, pointIds: some })),
    );
    expect(restored.flatMap((answer) => answer.pointIds).sort()).toEqual([...pointIds].sort());
    expect(world.points.get(sessionId)).toHaveLength(2);
  });

  test('says nothing in the history when the document cannot be written', async () => {
    await using world = await createTestWorld();
    const { facilitator, sessionId, theme } = await openSession(world);
    const pointIds = await world.removePoints(sessionId, theme.id, [{ text: '一' }]);
    world.writing.gate = () => {
      throw new Error('the document cannot be written');
    };
    const restore = () => facilitator.api.removedPoints.restore({ sessionId, pointIds });
    await expect(restore()).rejects.toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
    expect(await eventsOf(world, sessionId)).toEqual([]);
    delete world.writing.gate;
    expect(await restore()).toEqual({ pointIds });
  });

  test('of a closed session is refused, and nothing is changed; they are still listed', async () => {
    await using world = await createTestWorld();
    const { facilitator, sessionId, theme } = await openSession(world);
    const pointIds = await world.removePoints(sessionId, theme.id, [{ text: '一' }]);
    await facilitator.api.sessions.close({ sessionId });
    const restore = () => facilitator.api.removedPoints.restore({ sessionId, pointIds });
    expect(await refusalOf(restore())).toMatchObject({ code: 'sessionClosed' });
    expect(world.points.get(sessionId)).toEqual([]);
    expect(await facilitator.api.removedPoints.list({ sessionId })).toHaveLength(1);
    await facilitator.api.sessions.reopen({ sessionId });
    expect(await restore()).toEqual({ pointIds });
  });

  test('of one that is not kept, or was deleted in another session, is refused whole', async () => {
    await using world = await createTestWorld();
    const { facilitator, sessionId, campaignId, theme } = await openSession(world);
    const other = await facilitator.api.sessions.create({ campaignId, title: '第二场' });
    const own = await world.removePoints(sessionId, theme.id, [{ text: '一' }]);
    const foreign = await world.removePoints(other.sessionId, theme.id, [{ text: '二' }]);
    for (const strange of [...foreign, 'no-such-point']) {
      const restoring = facilitator.api.removedPoints.restore({ sessionId, pointIds: [...own, strange] });
      expect(await refusalOf(restoring)).toMatchObject({ code: 'notFound' });
    }
    expect(world.points.get(sessionId)).toEqual([]);
    for (const pointIds of [[], Array.from({ length: LIMITS.removedPointsPerSession + 1 }, (_, n) => `p${n}`)]) {
      const restoring = facilitator.api.removedPoints.restore({ sessionId, pointIds });
      expect(await refusalOf(restoring)).toMatchObject({ code: 'invalidInput' });
    }
  });

  test('is for those with the right, at each of the doors', async () => {
    await using world = await createTestWorld();
    const { facilitator, sessionId, campaignId, theme } = await openSession(world);
    const pointIds = await world.removePoints(sessionId, theme.id, [{ text: '一' }]);
    const secretary = await world.invite(facilitator, campaignId, 'secretary');
    const phone = await world.join(facilitator, sessionId);
    for (const [{ api }, code] of [
      [secretary, 'forbidden'],
      [phone, 'notSignedIn'],
    ] as const) {
      expect(await refusalOf(api.removedPoints.list({ sessionId }))).toMatchObject({ code });
      expect(await refusalOf(api.removedPoints.restore({ sessionId, pointIds }))).toMatchObject({ code });
    }
  });
});
