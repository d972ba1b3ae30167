import { LIMITS } from '@gongyi/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestWorld, type Person, type TestWorld } from '../test/test-world.ts';

/** By which names somebody may write in a session's document. */

let world: TestWorld;
let facilitator: Person;
let campaign: Awaited<ReturnType<TestWorld['newCampaign']>>;
let sessionId: string;
/** Each call is a moment of its own. */
let moment = Date.parse('2026-12-01T08:00:00Z');
beforeAll(async () => {
  world = await createTestWorld({ now: () => new Date(moment++) });
  facilitator = await world.setUpAdministrator();
  campaign = await world.newCampaign(facilitator);
  ({ sessionId } = campaign);
});
afterAll(() => world[Symbol.asyncDispose]());

async function namesOf(person: Person, session = sessionId) {
  const permit = await world.api.authoriseSync(person.request(), session);
  if (!permit.ok) throw new Error(permit.refusal);
  return permit.names.map(({ name, unit }) => `${name} ${unit}`);
}

async function codeOf(session: string) {
  return (await facilitator.api.sessions.get({ sessionId: session })).joinCode ?? '';
}

test('a participant who is renamed, or joins again under another name, may write under the former ones', async () => {
  const phone = await world.join(facilitator, sessionId, '小李', '经发办');
  const other = await world.join(facilitator, sessionId, '小王', '党政办');
  expect(await namesOf(phone)).toEqual(['小李 经发办']);
  world.changedPeople.length = 0;
  await facilitator.api.people.rename({ participantId: phone.id, name: '李明', unit: '经发办' });
  expect(world.changedPeople).toEqual([{ sessionId, personId: phone.id }]);
  expect(await namesOf(phone)).toEqual(['李明 经发办', '小李 经发办']);

  await phone.api.participants.join({ code: await codeOf(sessionId), name: '李明', unit: '党政办' });
  expect(world.changedPeople).toEqual([
    { sessionId, personId: phone.id },
    { sessionId, personId: phone.id },
  ]);
  expect(await namesOf(phone)).toEqual(['李明 党政办', '李明 经发办', '小李 经发办']);
  // Back to one that they had: it stands once.
  await facilitator.api.people.rename({ participantId: phone.id, name: '小李', unit: '经发办' });
  expect(await namesOf(phone)).toEqual(['小李 经发办', '李明 党政办', '李明 经发办']);
  expect(await namesOf(other)).toEqual(['小王 党政办']);
});

test('of many, the newest are kept', async () => {
  const phone = await world.join(facilitator, sessionId, '代表0', '经发办');
  for (let index = 1; index <= LIMITS.formerNamesPerPerson + 2; index += 1) {
    await facilitator.api.people.rename({ participantId: phone.id, name: `代表${index}`, unit: '经发办' });
  }
  const names = await namesOf(phone);
  expect(names).toHaveLength(LIMITS.formerNamesPerPerson + 1);
  expect(names.at(0)).toBe(`代表${LIMITS.formerNamesPerPerson + 2} 经发办`);
  expect(names.at(-1)).toBe('代表2 经发办');
  expect(await world.prisma.formerName.count({ where: { personId: phone.id } })).toBe(LIMITS.formerNamesPerPerson);
});

test('members of a unit that is renamed may write under its former name, and their pages are told', async () => {
  const { campaignId, unit } = campaign;
  const liaison = await world.invite(facilitator, campaignId, 'liaison', unit.id);
  const { id: userId, name } = (await liaison.api.sessions.get({ sessionId })).me;
  world.changedAccess.length = 0;
  await facilitator.api.units.rename({ unitId: unit.id, name: '经济发展办公室' });
  expect(world.changedAccess).toEqual([{ campaignId, userId }]);
  expect(await namesOf(liaison)).toEqual([`${name} 经济发展办公室`, `${name} ${unit.name}`]);
  // In the campaign's sessions, and no other's.
  const elsewhere = await world.newCampaign(facilitator);
  const { token } = await facilitator.api.invitations.create({
    campaignId: elsewhere.campaignId,
    role: 'liaison',
    unitId: elsewhere.unit.id,
    note: '',
  });
  await liaison.api.invitations.accept({ token });
  expect(await namesOf(liaison, elsewhere.sessionId)).toEqual([`${name} ${elsewhere.unit.name}`, `${name} `]);

  await facilitator.api.members.remove({ campaignId, userId });
  const back = await facilitator.api.invitations.create({
    campaignId,
    role: 'liaison',
    unitId: campaign.otherUnit.id,
    note: '',
  });
  world.changedAccess.length = 0;
  await liaison.api.invitations.accept({ token: back.token });
  expect(world.changedAccess).toEqual([{ campaignId, userId }]);
  expect((await namesOf(liaison)).slice(0, 2)).toEqual([`${name} ${campaign.otherUnit.name}`, `${name} `]);
  expect(await namesOf(liaison)).toContain(`${name} 经济发展办公室`);
});

test('renaming a unit at the same time keeps every name that it had', async () => {
  const { campaignId, unit } = await world.newCampaign(facilitator);
  const liaison = await world.invite(facilitator, campaignId, 'liaison', unit.id);
  const { sessionId: here } = await facilitator.api.sessions.create({ campaignId, title: '场次' });
  const { name } = (await liaison.api.sessions.get({ sessionId: here })).me;
  const given = ['甲办', '乙办', '丙办'];
  await Promise.all(given.map((to) => facilitator.api.units.rename({ unitId: unit.id, name: to })));
  expect((await namesOf(liaison, here)).sort()).toEqual([unit.name, ...given].map((of) => `${name} ${of}`).sort());
});

test('in an anonymous session nobody has a name, and none is kept', async () => {
  const { campaignId, sessionId: nameless, unit } = await world.newCampaign(facilitator);
  await facilitator.api.facilitation.setAnonymous({ sessionId: nameless, on: true });
  const phone = await world.join(facilitator, nameless, '小李', '经发办');
  await phone.api.participants.join({ code: await codeOf(nameless), name: '李明', unit: '党政办' });
  const liaison = await world.invite(facilitator, campaignId, 'liaison', unit.id);
  await facilitator.api.units.rename({ unitId: unit.id, name: '改名的办' });
  expect(await world.prisma.formerName.count({ where: { personId: phone.id } })).toBe(0);
  expect([await namesOf(phone, nameless), await namesOf(liaison, nameless)]).toEqual([[' '], [' ']]);
});
