import { LIMITS, SESSION_STAGES, type SessionStage, STAGE_SWITCHES } from '@gongyi/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestWorld, type Person, refusalOf, settle, type TestWorld } from '../test/test-world.ts';

let now = new Date('2026-11-22T09:00:00Z');
let world: TestWorld;
let facilitator: Person;
beforeAll(async () => {
  world = await createTestWorld({ now: () => now });
  facilitator = await world.setUpAdministrator();
});
afterAll(() => world[Symbol.asyncDispose]());

const pass = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1_000);
};

async function newSession() {
  const campaign = await world.newCampaign(facilitator);
  const { sessionId } = campaign;
  const goTo = async (stage: SessionStage, who = facilitator) => {
    const { stage: from } = await who.api.sessions.get({ sessionId });
    await who.api.facilitation.setStage({ sessionId, stage, from });
  };
  const see = (who = facilitator) => who.api.sessions.get({ sessionId });
  return { ...campaign, goTo, see };
}

async function newCoFacilitator(sessionId: string) {
  const person = await world.join(facilitator, sessionId, '协同');
  await facilitator.api.people.setCoFacilitator({ participantId: person.id, on: true });
  return person;
}

async function eventTypes(sessionId: string) {
  const events = await world.prisma.event.findMany({ where: { sessionId }, orderBy: { seq: 'asc' } });
  return events.map(({ type }) => type);
}

describe('stages', () => {
  test('a new session starts in brief, and each stage sets the switches', async () => {
    const { goTo, see, sessionId } = await newSession();
    const phone = await world.join(facilitator, sessionId);
    expect(await see()).toMatchObject({ stage: 'brief', switches: STAGE_SWITCHES.brief, closed: false });
    for (const stage of [...SESSION_STAGES.slice(1), 'brief'] as const) {
      pass(60);
      await goTo(stage);
      expect(await see()).toMatchObject({
        stage,
        switches: STAGE_SWITCHES[stage],
        stageSince: now.toISOString(),
        closed: stage === 'closed',
      });
      const permit = await world.api.authoriseSync(phone.request(), sessionId);
      expect(permit).toMatchObject({ ok: true, rights: (await see(phone)).rights });
    }
  });

  test('the server tells everybody, asks connections anew and keeps the state, once for each change', async () => {
    const { goTo, sessionId } = await newSession();
    world.changedSessions.length = 0;
    await goTo('collect');
    await goTo('collect');
    pass(1);
    await goTo('brief');
    expect(world.changedSessions).toEqual([sessionId, sessionId]);
    expect(await eventTypes(sessionId)).toEqual([
      'session.created',
      'session.snapshotKept',
      'session.stageChanged',
      'session.snapshotKept',
      'session.stageChanged',
    ]);
    const kept = await facilitator.api.snapshots.list({ sessionId });
    expect(kept.map(({ reason, label }) => [reason, label])).toEqual([
      ['stage', 'brief'],
      ['stage', 'collect'],
    ]);
  });

  test('of two facilitators who move on at once, one does, and the other is told', async () => {
    const { goTo, sessionId, see } = await newSession();
    const other = await newCoFacilitator(sessionId);
    await goTo('collect');
    const move = (person: Person, stage: SessionStage) =>
      person.api.facilitation.setStage({ sessionId, stage, from: 'collect' });
    const { results, refusals } = await settle([move(facilitator, 'sort'), move(other, 'vote')]);
    expect(results).toHaveLength(1);
    expect(refusals).toEqual(['stageChanged']);
    const { stage } = await see();
    expect(await refusalOf(move(other, 'agree'))).toEqual({ code: 'stageChanged', details: { stage } });
    // To the same stage: both have what they wanted, and it happened once.
    const same = (person: Person) => person.api.facilitation.setStage({ sessionId, stage: 'agree', from: stage });
    expect(await settle([same(facilitator), same(other)])).toMatchObject({ refusals: [] });
    expect((await eventTypes(sessionId)).filter((type) => type === 'session.stageChanged')).toHaveLength(3);
  });

  test('a closed session goes back to the stage in which it was closed, and only then can be led on', async () => {
    const { goTo, sessionId, see } = await newSession();
    const other = await newCoFacilitator(sessionId);
    await goTo('sort');
    expect((await refusalOf(goTo('closed', other))).code).toBe('forbidden');
    await facilitator.api.facilitation.setTimer({ sessionId, to: 'start', minutes: 5 });
    await goTo('closed');
    expect(await see()).toMatchObject({ closed: true, timer: null });
    const { closedAt } = (await facilitator.api.sessions.list({ campaignId: (await see()).campaignId }))[0] ?? {};
    expect(closedAt).toBe(now.toISOString());
    const attempts = [
      () => facilitator.api.facilitation.setSwitch({ sessionId, name: 'add', on: true }),
      () => facilitator.api.facilitation.setTimer({ sessionId, to: 'start', minutes: 1 }),
      () => facilitator.api.facilitation.hold({ sessionId }),
      () => facilitator.api.facilitation.summon({ sessionId, view: { x: 0, y: 0, w: 1, h: 1 } }),
    ];
    for (const attempt of attempts) expect((await refusalOf(attempt())).code).toBe('sessionClosed');
    expect((await refusalOf(goTo('agree', other))).code).toBe('forbidden');
    await facilitator.api.sessions.reopen({ sessionId });
    expect(await see()).toMatchObject({ stage: 'sort', switches: STAGE_SWITCHES.sort });
  });

  test('what is shown or held ends when the session is closed, also for when it is opened again', async () => {
    const { goTo, sessionId, theme, see } = await newSession();
    await goTo('collect');
    const [pointId] = world.addPoints(sessionId, theme.id, 1) as [string];
    await facilitator.api.facilitation.setTimer({ sessionId, to: 'start', minutes: 5 });
    await facilitator.api.facilitation.setSpotlight({ sessionId, pointId });
    await facilitator.api.facilitation.summon({ sessionId, view: { x: 0, y: 0, w: 1, h: 1 } });
    await facilitator.api.facilitation.hold({ sessionId });
    const nothing = { timer: null, spotlight: null, summon: null, hold: null };
    const { timer, spotlight, summon, hold } = await see();
    expect([timer, spotlight, summon, hold]).not.toContain(null);
    await goTo('closed');
    expect(await see()).toMatchObject(nothing);
    await facilitator.api.sessions.reopen({ sessionId });
    expect(await see()).toMatchObject({ stage: 'collect', ...nothing });
  });
});

test('a switch changes one right of those who take part, until the next stage', async () => {
  const { goTo, sessionId, see } = await newSession();
  const phone = await world.join(facilitator, sessionId);
  await goTo('sort');
  world.changedSessions.length = 0;
  await facilitator.api.facilitation.setSwitch({ sessionId, name: 'add', on: true });
  await facilitator.api.facilitation.setSwitch({ sessionId, name: 'add', on: true });
  expect((await see(phone)).rights).toMatchObject({ add: 'themes', move: true });
  expect(world.changedSessions).toEqual([sessionId]);
  await facilitator.api.facilitation.setSwitch({ sessionId, name: 'vote', on: true });
  expect((await see(phone)).rights.vote).toBe(true);
  expect(world.changedSessions).toEqual([sessionId]);
  await goTo('agree');
  expect((await see(phone)).rights).toMatchObject({ add: 'inbox', move: false, vote: false });
});

test('late joiners see the timer, the spotlight and the summons as they are', async () => {
  const { sessionId, theme, see } = await newSession();
  const [pointId] = world.addPoints(sessionId, theme.id, 1) as [string];
  const view = { x: 10, y: -20, w: 640.5, h: 480 };
  await facilitator.api.facilitation.setTimer({ sessionId, to: 'start', minutes: 3 });
  await facilitator.api.facilitation.setSpotlight({ sessionId, pointId });
  await facilitator.api.facilitation.summon({ sessionId, view });
  const began = now;
  pass(60);
  const phone = await world.join(facilitator, sessionId);
  const endsAt = new Date(began.getTime() + 180_000).toISOString();
  expect(await see(phone)).toMatchObject({
    timer: { state: 'running', endsAt, lengthMs: 180_000 },
    serverNow: now.toISOString(),
    spotlight: pointId,
    summon: { byMe: false, at: began.toISOString(), view },
  });
  expect((await see()).summon?.byMe).toBe(true);
  await facilitator.api.facilitation.setTimer({ sessionId, to: 'pause' });
  await facilitator.api.facilitation.setSpotlight({ sessionId, pointId: null });
  await facilitator.api.facilitation.summon({ sessionId, view: null });
  expect(await see(phone)).toMatchObject({
    timer: { state: 'paused', leftMs: 120_000 },
    spotlight: null,
    summon: null,
  });
  const gone = facilitator.api.facilitation.setSpotlight({ sessionId, pointId: 'gone' });
  expect((await refusalOf(gone)).code).toBe('pointMissing');
});

describe('a hold', () => {
  test('locks who takes part, not who leads, and ends with the page of whoever holds', async () => {
    const { goTo, sessionId, see } = await newSession();
    await goTo('collect');
    const phone = await world.join(facilitator, sessionId);
    const other = await newCoFacilitator(sessionId);
    await facilitator.api.facilitation.hold({ sessionId });
    expect((await see(phone)).rights).toMatchObject({ add: 'inbox', editOwn: false });
    expect((await see(phone)).hold).toMatchObject({ byMe: false, byName: (await see()).me.name });
    expect((await see(other)).rights).toMatchObject({ add: 'themes', editOwn: true });
    expect((await refusalOf(other.api.facilitation.hold({ sessionId }))).code).toBe('heldByAnother');

    // Renewed in time: nothing happens, and nobody is told.
    world.changedSessions.length = 0;
    const before = await eventTypes(sessionId);
    pass(LIMITS.holdSeconds - 1);
    await facilitator.api.facilitation.hold({ sessionId });
    pass(LIMITS.holdSeconds - 1);
    await world.doWhatIsDue();
    expect((await see(phone)).hold).not.toBeNull();
    expect([world.changedSessions, await eventTypes(sessionId)]).toEqual([[], before]);

    pass(2);
    // Over at once for whoever asks, and told of by one node, once.
    expect((await see(phone)).rights.add).toBe('themes');
    await Promise.all(Array.from({ length: 4 }, () => world.doWhatIsDue()));
    expect(world.changedSessions).toEqual([sessionId]);
    expect((await eventTypes(sessionId)).slice(before.length)).toEqual(['session.holdChanged']);
  });

  test('that is taken up anew after it was found to be over, and before that is settled, goes on', async () => {
    const { sessionId, see } = await newSession();
    const phone = await world.join(facilitator, sessionId);
    await facilitator.api.facilitation.hold({ sessionId });
    pass(LIMITS.holdSeconds + 1);
    const found = now;
    const due = world.api.jobs.map(async (job) => [job, await job.findDue(found)] as const);
    const jobs = await Promise.all(due);
    expect(jobs.flatMap(([, ids]) => ids)).toEqual([sessionId]);
    await facilitator.api.facilitation.hold({ sessionId });
    world.changedSessions.length = 0;
    const before = await eventTypes(sessionId);
    for (const [job, ids] of jobs) for (const id of ids) expect(await job.settle(id, found)).toBe(false);
    expect((await see(phone)).hold).not.toBeNull();
    expect([world.changedSessions, await eventTypes(sessionId)]).toEqual([[], before]);
  });

  test('is released by any leader, and by the removal of whoever holds', async () => {
    const { sessionId, see } = await newSession();
    const other = await newCoFacilitator(sessionId);
    await other.api.facilitation.hold({ sessionId });
    world.changedSessions.length = 0;
    await facilitator.api.facilitation.release({ sessionId });
    await facilitator.api.facilitation.release({ sessionId });
    expect((await see()).hold).toBeNull();
    // Who is in the document may write in it again from that moment on.
    expect(world.changedSessions).toEqual([sessionId]);
    await other.api.facilitation.hold({ sessionId });
    await facilitator.api.people.remove({ participantId: other.id });
    expect((await see()).hold).toBeNull();
  });

  test('ends with the right to lead of whoever holds, and not when another loses it', async () => {
    const { sessionId, see } = await newSession();
    const holder = await newCoFacilitator(sessionId);
    const other = await newCoFacilitator(sessionId);
    await holder.api.facilitation.hold({ sessionId });
    await facilitator.api.people.setCoFacilitator({ participantId: other.id, on: false });
    expect((await see(holder)).hold).toMatchObject({ byMe: true });
    await facilitator.api.people.setCoFacilitator({ participantId: holder.id, on: false });
    expect((await see()).hold).toBeNull();
  });
});
