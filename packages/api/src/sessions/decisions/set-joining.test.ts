import { SESSION_STAGES } from '@gongyi/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestWorld, type Person, refusalOf, settle, type TestWorld } from '../../test/test-world.ts';

let world: TestWorld;
let facilitator: Person;
beforeAll(async () => {
  world = await createTestWorld();
  facilitator = await world.setUpAdministrator();
});
afterAll(() => world[Symbol.asyncDispose]());

async function openSession() {
  const campaign = await world.newCampaign(facilitator);
  const { sessionId } = campaign;
  const codeNow = async () => (await facilitator.api.sessions.get({ sessionId })).joinCode ?? '';
  const turn = (on: boolean, by: Person = facilitator) => by.api.facilitation.setJoining({ sessionId, on });
  const enter = async (person: Person, name = '小李') =>
    person.api.participants.join({ code: await codeNow(), name, unit: '经发办' });
  const whoIs = async (person: Person) => (await person.api.sessions.get({ sessionId })).me.id;
  return { ...campaign, codeNow, turn, enter, whoIs };
}

describe('while nobody new may join', () => {
  test('a device that has not joined is refused, and learns so before it gives a name', async () => {
    const { sessionId, codeNow, turn, enter } = await openSession();
    await turn(false);
    const late = world.newPerson();
    expect(await late.api.participants.peek({ code: await codeNow() })).toMatchObject({ mayJoin: false, me: null });
    expect(await refusalOf(enter(late))).toEqual({ code: 'joiningClosed', details: {} });
    // No name would help.
    expect((await refusalOf(enter(late, ''))).code).toBe('joiningClosed');
    expect(late.headers().get('cookie')).toBeNull();
    expect(await world.prisma.participant.count({ where: { sessionId } })).toBe(0);

    await turn(true);
    expect(await late.api.participants.peek({ code: await codeNow() })).toMatchObject({ mayJoin: true });
    await enter(late);
  });

  test('a device that joined before comes back as the same person, also by a new code', async () => {
    const { sessionId, turn, enter, whoIs, codeNow } = await openSession();
    const phone = world.newPerson();
    await enter(phone);
    const id = await whoIs(phone);
    await turn(false);
    await facilitator.api.sessions.renewCode({ sessionId });
    expect(await phone.api.participants.peek({ code: await codeNow() })).toMatchObject({ me: { name: '小李' } });
    await enter(phone, '李明');
    expect(await whoIs(phone)).toBe(id);
    expect((await refusalOf(enter(world.newPerson()))).code).toBe('joiningClosed');
  });

  test('somebody who was removed stays out until they are readmitted, and then comes back', async () => {
    const { turn, enter, whoIs } = await openSession();
    const phone = world.newPerson();
    await enter(phone);
    const participantId = await whoIs(phone);
    await turn(false);
    await facilitator.api.people.remove({ participantId });
    expect((await refusalOf(enter(phone))).code).toBe('removedFromSession');
    // A new cookie is a new device.
    expect((await refusalOf(enter(world.newPerson()))).code).toBe('joiningClosed');
    await facilitator.api.people.readmit({ participantId });
    await enter(phone);
    expect(await whoIs(phone)).toBe(participantId);
  });

  test('members with accounts come and go as ever, also those who are new', async () => {
    const { campaignId, sessionId, turn } = await openSession();
    await turn(false);
    const secretary = await world.invite(facilitator, campaignId, 'secretary');
    expect(await secretary.api.sessions.get({ sessionId })).toMatchObject({ mayJoin: false, me: { kind: 'user' } });
    expect(await world.api.authoriseSync(secretary.request(), sessionId)).toMatchObject({ ok: true });
  });

  test('an anonymous session is as closed as any other', async () => {
    const { sessionId, turn, codeNow } = await openSession();
    await facilitator.api.facilitation.setAnonymous({ sessionId, on: true });
    await turn(false);
    const code = await codeNow();
    expect((await refusalOf(world.newPerson().api.participants.join({ code }))).code).toBe('joiningClosed');
  });

  test('no other session is touched', async () => {
    const [one, other] = [await openSession(), await openSession()];
    await one.turn(false);
    const phone = world.newPerson();
    await other.enter(phone);
    expect((await refusalOf(one.enter(phone))).code).toBe('joiningClosed');
  });
});

test('no stage touches it, and it is turned in every one that is open', async () => {
  const { sessionId, campaignId, turn } = await openSession();
  const mayJoin = async () => (await facilitator.api.sessions.get({ sessionId })).mayJoin;
  await turn(false);
  let from: (typeof SESSION_STAGES)[number] = 'brief';
  for (const stage of SESSION_STAGES) {
    await facilitator.api.facilitation.setStage({ sessionId, from, stage });
    from = stage;
    expect(await mayJoin()).toBe(false);
    if (stage === 'closed') break;
    await turn(true);
    await turn(false);
  }
  expect((await refusalOf(turn(true))).code).toBe('sessionClosed');
  await facilitator.api.sessions.reopen({ sessionId });
  expect(await mayJoin()).toBe(false);
  const [session] = await facilitator.api.sessions.list({ campaignId });
  expect(session?.mayJoin).toBe(false);
});

test('the history says when it was turned, once each time, and by whom', async () => {
  const { sessionId, turn } = await openSession();
  for (const on of [true, false, false, true]) await turn(on);
  const events = await world.prisma.event.findMany({
    where: { sessionId, type: 'session.joiningChanged' },
    orderBy: { seq: 'asc' },
  });
  expect(events.map(({ data }) => data)).toEqual([{ on: false }, { on: true }]);
  expect(events[0]).toMatchObject({ actorKind: 'user', actorId: await facilitator.userId() });
});

test('of a hall that joins meanwhile, nobody slips through afterwards', async () => {
  const { sessionId, codeNow, turn } = await openSession();
  const code = await codeNow();
  const ATTEMPTS = 40;
  /** One device after the other, until one is refused. */
  const joinOnAndOn = async (): Promise<string> => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const joining = world.newPerson().api.participants.join({ code, name: '代表', unit: '经发办' });
      const { refusals } = await settle([joining]);
      if (refusals[0] !== undefined) return refusals[0];
    }
    return 'nobody was refused';
  };
  const doors = Array.from({ length: 8 }, joinOnAndOn);
  await Promise.all(Array.from({ length: 3 }, () => facilitator.api.sessions.get({ sessionId })));
  const turning = turn(false);
  expect(new Set(await Promise.all(doors))).toEqual(new Set(['joiningClosed']));
  await turning;
  const events = await world.prisma.event.findMany({ where: { sessionId }, orderBy: { seq: 'asc' } });
  const types = events.map(({ type }) => type);
  // In the order of the commits.
  expect(types.lastIndexOf('participant.joined')).toBeLessThan(types.indexOf('session.joiningChanged'));
  const joined = types.filter((type) => type === 'participant.joined').length;
  expect(await world.prisma.participant.count({ where: { sessionId } })).toBe(joined);
});
