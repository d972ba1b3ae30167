import { LIMITS, newId } from '@gongyi/domain';
import { describe, expect, test } from 'vitest';
import { createTestWorld, type Person, refusalOf, type TestWorld } from '../../test/test-world.ts';

async function openSession(world: TestWorld) {
  const facilitator = await world.setUpAdministrator();
  const campaign = await world.newCampaign(facilitator);
  return { ...campaign, facilitator };
}

const eventsOf = (world: TestWorld, sessionId: string) =>
  world.prisma.event.findMany({
    where: { subjectId: sessionId, type: { in: ['session.snapshotKept', 'session.restored', 'session.closed'] } },
    orderBy: { seq: 'asc' },
    select: { type: true, actorId: true, data: true },
  });

async function write(world: TestWorld, facilitator: Person, sessionId: string, text: string): Promise<string> {
  world.documents.texts.set(sessionId, text);
  return (await facilitator.api.snapshots.keep({ sessionId, label: text.slice(0, 10) })).snapshotId;
}

describe('kept states of a session', () => {
  test('are listed, the newest first, with who kept them, and never the document', async () => {
    await using world = await createTestWorld();
    const { facilitator, sessionId } = await openSession(world);
    world.documents.texts.set(sessionId, '一\n二');
    const first = await facilitator.api.snapshots.keep({ sessionId, label: '  归类 \n之前 ' });
    world.documents.texts.set(sessionId, '一\n二\n三');
    const second = await facilitator.api.snapshots.keep({ sessionId, label: '' });
    const listed = await facilitator.api.snapshots.list({ sessionId });
    const { user } = await facilitator.api.account.me();
    const expected = [
      { id: second.snapshotId, label: '', points: 3 },
      { id: first.snapshotId, label: '归类 之前', points: 2 },
    ].map((facts) => ({ ...facts, reason: 'asked', createdBy: user?.name, createdAt: expect.any(String) }));
    expect(listed).toEqual(expected);
    expect(await eventsOf(world, sessionId)).toMatchObject([
      { type: 'session.snapshotKept', actorId: user?.id, data: { snapshotId: first.snapshotId, reason: 'asked' } },
      { type: 'session.snapshotKept', actorId: user?.id, data: { snapshotId: second.snapshotId, points: 3 } },
    ]);
  });

  test('a name has its limit', async () => {
    await using world = await createTestWorld();
    const { facilitator, sessionId } = await openSession(world);
    const keep = (label: string) => facilitator.api.snapshots.keep({ sessionId, label });
    await keep('字'.repeat(LIMITS.snapshotLabelChars));
    await expect(keep('字'.repeat(LIMITS.snapshotLabelChars + 1))).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  test('the oldest go when there are too many, and the newest of each stage stays', async () => {
    await using world = await createTestWorld();
    const { facilitator, sessionId } = await openSession(world);
    await facilitator.api.sessions.close({ sessionId });
    const begun = Date.now();
    await world.prisma.sessionSnapshot.createMany({
      data: Array.from({ length: LIMITS.snapshotsPerSession - 1 }, (_, index) => ({
        id: newId<string>(),
        sessionId,
        reason: 'asked' as const,
        label: `${index}`,
        points: 0,
        document: new Uint8Array(10),
        createdBy: '',
        createdAt: new Date(begun - 1_000 + index),
      })),
    });
    await facilitator.api.snapshots.keep({ sessionId, label: 'new' });
    const listed = await facilitator.api.snapshots.list({ sessionId });
    expect(listed).toHaveLength(LIMITS.snapshotsPerSession);
    expect(listed.map(({ label }) => label)).toEqual(expect.arrayContaining(['new', 'closed', '1']));
    expect(listed.map(({ label }) => label)).not.toContain('0');
  });

  test('closing keeps the state in which the session ended, in one transaction with it, and once', async () => {
    await using world = await createTestWorld();
    const { facilitator, sessionId } = await openSession(world);
    world.documents.texts.set(sessionId, '一');
    await facilitator.api.sessions.close({ sessionId });
    await facilitator.api.sessions.close({ sessionId });
    expect(await facilitator.api.snapshots.list({ sessionId })).toMatchObject([
      { reason: 'stage', label: 'closed', points: 1 },
    ]);
    expect((await eventsOf(world, sessionId)).map(({ type }) => type)).toEqual([
      'session.snapshotKept',
      'session.closed',
    ]);
  });

  test('a stage does not begin when its state cannot be kept', async () => {
    await using world = await createTestWorld();
    const { facilitator, sessionId } = await openSession(world);
    await world.prisma.$executeRaw`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no room'; END $$`;
    await world.prisma.$executeRaw`
      CREATE TRIGGER refuse BEFORE INSERT ON session_snapshot FOR EACH ROW EXECUTE FUNCTION refuse()`;
    await expect(facilitator.api.sessions.close({ sessionId })).rejects.toMatchObject({
      code: 'INTERNAL_SERVER_ERROR',
    });
    expect((await facilitator.api.sessions.get({ sessionId })).closed).toBe(false);
    expect(await eventsOf(world, sessionId)).toEqual([]);
  });
});

describe('restoring', () => {
  test('puts the document back, keeps the present state first, and so can itself be undone', async () => {
    await using world = await createTestWorld();
    const { facilitator, sessionId } = await openSession(world);
    const snapshotId = await write(world, facilitator, sessionId, '一');
    world.documents.texts.set(sessionId, '一\n二');

    const { keptId } = await facilitator.api.snapshots.restore({ sessionId, snapshotId });
    expect(world.documents.texts.get(sessionId)).toBe('一');
    const [kept] = await facilitator.api.snapshots.list({ sessionId });
    expect(kept).toMatchObject({ id: keptId, reason: 'restore', label: '', points: 2 });
    expect((await eventsOf(world, sessionId)).slice(1)).toMatchObject([
      { type: 'session.snapshotKept', data: { snapshotId: keptId, reason: 'restore' } },
      { type: 'session.restored', data: { snapshotId, keptId } },
    ]);

    await facilitator.api.snapshots.restore({ sessionId, snapshotId: keptId });
    expect(world.documents.texts.get(sessionId)).toBe('一\n二');
  });

  test('keeps also what was written until the very moment', async () => {
    await using world = await createTestWorld();
    const { facilitator, sessionId } = await openSession(world);
    const snapshotId = await write(world, facilitator, sessionId, '一');
    let asked = 0;
    world.documents.gate = () => {
      asked++;
      if (asked === 2) world.documents.texts.set(sessionId, '一\n二\n三');
    };
    const { keptId } = await facilitator.api.snapshots.restore({ sessionId, snapshotId });
    world.documents.gate = undefined;
    expect((await facilitator.api.snapshots.list({ sessionId }))[0]).toMatchObject({ id: keptId, points: 3 });
    await facilitator.api.snapshots.restore({ sessionId, snapshotId: keptId });
    expect(world.documents.texts.get(sessionId)).toBe('一\n二\n三');
  });

  test('has committed the present state before it changes anything, and the history says only what happened', async () => {
    await using world = await createTestWorld();
    const { facilitator, sessionId } = await openSession(world);
    const snapshotId = await write(world, facilitator, sessionId, '一');
    world.documents.texts.set(sessionId, '二');
    let asked = 0;
    let keptBefore = 0;
    world.documents.gate = async () => {
      asked++;
      if (asked < 2) return;
      keptBefore = await world.prisma.sessionSnapshot.count({ where: { sessionId, reason: 'restore' } });
      throw new Error('the document cannot be written');
    };
    const restoring = facilitator.api.snapshots.restore({ sessionId, snapshotId });
    await expect(restoring).rejects.toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
    expect(keptBefore).toBe(1);
    expect((await eventsOf(world, sessionId)).map(({ type }) => type)).not.toContain('session.restored');
  });

  test('of a closed session is refused, also of one that is closed meanwhile', async () => {
    await using world = await createTestWorld();
    const { facilitator, sessionId } = await openSession(world);
    const snapshotId = await write(world, facilitator, sessionId, '一');
    world.documents.texts.set(sessionId, '二');
    const restore = () => facilitator.api.snapshots.restore({ sessionId, snapshotId });
    world.documents.gate = () => world.prisma.session.update({ where: { id: sessionId }, data: { stage: 'closed' } });
    expect(await refusalOf(restore())).toMatchObject({ code: 'sessionClosed' });
    world.documents.gate = undefined;
    expect(await refusalOf(restore())).toMatchObject({ code: 'sessionClosed' });
    expect(world.documents.texts.get(sessionId)).toBe('二');
    expect(await facilitator.api.snapshots.list({ sessionId })).toHaveLength(1);
  });

  test('takes no state of another session', async () => {
    await using world = await createTestWorld();
    const { facilitator, sessionId, campaignId } = await openSession(world);
    const snapshotId = await write(world, facilitator, sessionId, '一');
    const other = await facilitator.api.sessions.create({ campaignId, title: '第二场' });
    const restoring = facilitator.api.snapshots.restore({ sessionId: other.sessionId, snapshotId });
    expect(await refusalOf(restoring)).toMatchObject({ code: 'notFound' });
  });

  test('two at once leave one of the two states, and each present state can be had back', async () => {
    await using world = await createTestWorld();
    const { facilitator, sessionId } = await openSession(world);
    const one = await write(world, facilitator, sessionId, '一');
    const two = await write(world, facilitator, sessionId, '二');
    world.documents.texts.set(sessionId, '三');
    await Promise.all([one, two].map((snapshotId) => facilitator.api.snapshots.restore({ sessionId, snapshotId })));
    expect(['一', '二']).toContain(world.documents.texts.get(sessionId));
    const kept = await world.prisma.sessionSnapshot.findMany({ where: { sessionId, reason: 'restore' } });
    const texts = kept.map(({ document }) => new TextDecoder().decode(document));
    expect(texts).toContain('三');
    expect(texts).toHaveLength(2);
  });

  test('is for those with the right, at each of the doors', async () => {
    await using world = await createTestWorld();
    const { facilitator, sessionId, campaignId } = await openSession(world);
    const snapshotId = await write(world, facilitator, sessionId, '一');
    const secretary = await world.invite(facilitator, campaignId, 'secretary');
    const phone = world.newPerson();
    const { joinCode } = await facilitator.api.sessions.get({ sessionId });
    await phone.api.participants.join({ code: joinCode ?? '', name: '小李', unit: '经发办' });
    for (const [{ api }, code] of [
      [secretary, 'forbidden'],
      [phone, 'notSignedIn'],
    ] as const) {
      expect(await refusalOf(api.snapshots.list({ sessionId }))).toMatchObject({ code });
      expect(await refusalOf(api.snapshots.keep({ sessionId, label: '' }))).toMatchObject({ code });
      expect(await refusalOf(api.snapshots.restore({ sessionId, snapshotId }))).toMatchObject({ code });
    }
  });
});
