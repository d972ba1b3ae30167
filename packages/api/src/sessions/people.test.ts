import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestWorld, type Person, refusalOf, settle, type TestWorld } from '../test/test-world.ts';

let world: TestWorld;
let facilitator: Person;
let campaign: Awaited<ReturnType<TestWorld['newCampaign']>>;
let sessionId: string;
beforeAll(async () => {
  world = await createTestWorld();
  facilitator = await world.setUpAdministrator();
  campaign = await world.newCampaign(facilitator);
  ({ sessionId } = campaign);
});
afterAll(() => world[Symbol.asyncDispose]());

test('the list has everybody who joined, by the key that presence has; names can be put right', async () => {
  const one = await world.join(facilitator, sessionId, '小李', '经发办');
  await world.join(facilitator, sessionId, '小王', '党政办');
  await facilitator.api.people.rename({ participantId: one.id, name: '李明', unit: '党政办' });
  expect(await facilitator.api.people.list({ sessionId })).toMatchObject([
    { id: one.id, authorId: one.authorId, name: '李明', unit: '党政办', coFacilitator: false, removed: false },
    { name: '小王' },
  ]);
  expect((await one.api.sessions.get({ sessionId })).me.author).toMatchObject({ name: '李明', unit: '党政办' });
  expect((await refusalOf(one.api.people.list({ sessionId }))).code).toBe('forbidden');
});

test('a removed device is out at every door and may not come back, until it is readmitted', async () => {
  const { joinCode } = await facilitator.api.sessions.get({ sessionId });
  const phone = await world.join(facilitator, sessionId);
  world.changedPeople.length = 0;
  await facilitator.api.people.remove({ participantId: phone.id });
  await facilitator.api.people.remove({ participantId: phone.id });
  expect(world.changedPeople).toContainEqual({ sessionId, personId: phone.id });
  const code = joinCode ?? '';
  const doors = [
    () => phone.api.participants.join({ code, name: '另一个名字', unit: '经发办' }),
    () => phone.api.participants.peek({ code }),
    () => phone.api.sessions.get({ sessionId }),
    () => phone.api.votes.mine({ sessionId }),
    () => phone.api.actions.badges({ sessionId }),
  ];
  for (const door of doors) expect((await refusalOf(door())).code).toBe('removedFromSession');
  const permit = await world.api.authoriseSync(phone.request(), sessionId);
  expect(permit).toEqual({ ok: false, refusal: 'removedFromSession' });
  await facilitator.api.people.readmit({ participantId: phone.id });
  expect((await phone.api.sessions.get({ sessionId })).me.id).toBe(phone.id);
  const events = await world.prisma.event.findMany({ where: { subjectId: phone.id }, orderBy: { seq: 'asc' } });
  expect(events.map(({ type }) => type)).toEqual([
    'participant.joined',
    'participant.removed',
    'participant.readmitted',
  ]);
});

test('whoever joins again while being removed is removed', async () => {
  const { joinCode } = await facilitator.api.sessions.get({ sessionId });
  const phones = await Promise.all(Array.from({ length: 10 }, () => world.join(facilitator, sessionId)));
  await settle<unknown>(
    phones.flatMap((phone) => [
      facilitator.api.people.remove({ participantId: phone.id }),
      phone.api.participants.join({ code: joinCode ?? '', name: '换个名字', unit: '经发办' }),
    ]),
  );
  for (const phone of phones) {
    expect((await refusalOf(phone.api.sessions.get({ sessionId }))).code).toBe('removedFromSession');
  }
  expect(world.faults).toEqual([]);
});

test('a co-facilitator leads this session, and no other, and appoints and removes no other one', async () => {
  const helper = await world.join(facilitator, sessionId, '协同');
  const phone = await world.join(facilitator, sessionId);
  world.changedPeople.length = 0;
  await facilitator.api.people.setCoFacilitator({ participantId: helper.id, on: true });
  await facilitator.api.people.setCoFacilitator({ participantId: helper.id, on: true });
  expect(world.changedPeople).toEqual([{ sessionId, personId: helper.id }]);
  const { me, rights } = await helper.api.sessions.get({ sessionId });
  expect(me.standing.roles).toEqual(['participant', 'coFacilitator']);
  expect(rights).toMatchObject({ lead: true, editAny: true });
  await helper.api.facilitation.setTimer({ sessionId, to: 'start', minutes: 1 });
  await helper.api.people.remove({ participantId: phone.id });

  const second = await world.join(facilitator, sessionId, '第二位');
  const appoint = (on: boolean) => helper.api.people.setCoFacilitator({ participantId: second.id, on });
  expect((await refusalOf(appoint(true))).code).toBe('forbidden');
  await facilitator.api.people.setCoFacilitator({ participantId: second.id, on: true });
  expect((await refusalOf(appoint(false))).code).toBe('forbidden');
  expect((await refusalOf(helper.api.people.remove({ participantId: second.id }))).code).toBe('forbidden');

  const { sessionId: otherId } = await facilitator.api.sessions.create({
    campaignId: campaign.campaignId,
    title: '第二场',
  });
  const elsewhere = helper.api.facilitation.setTimer({ sessionId: otherId, to: 'start', minutes: 1 });
  expect((await refusalOf(elsewhere)).code).toBe('notSignedIn');
  await facilitator.api.people.setCoFacilitator({ participantId: helper.id, on: false });
  const late = helper.api.facilitation.setTimer({ sessionId, to: 'clear' });
  expect((await refusalOf(late)).code).toBe('forbidden');
  const removed = facilitator.api.people.setCoFacilitator({ participantId: phone.id, on: true });
  expect((await refusalOf(removed)).code).toBe('removedFromSession');
});

test('a co-facilitator who was removed comes back as a participant, until appointed again', async () => {
  const helper = await world.join(facilitator, sessionId, '协同');
  await facilitator.api.people.setCoFacilitator({ participantId: helper.id, on: true });
  await facilitator.api.people.remove({ participantId: helper.id });
  await facilitator.api.people.readmit({ participantId: helper.id });
  const { me, rights } = await helper.api.sessions.get({ sessionId });
  expect(me.standing.roles).toEqual(['participant']);
  expect(rights).toMatchObject({ lead: false, editAny: false });
});
