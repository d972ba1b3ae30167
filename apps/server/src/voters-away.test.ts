import { addPoint } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { newId } from '@gongyi/domain';
import { describe, expect, test } from 'vitest';
import type { Device } from './test/device.ts';
import { openDocument } from './test/open-document.ts';
import { openSession, setUp, signIn } from './test/people.ts';
import { type Carrier, startTestNodes } from './test/start-test-nodes.ts';
import { hasRedis } from './test/start-test-redis.ts';
import { startTestServer, type TestServer } from './test/test-server.ts';
import { until } from './test/until.ts';

const CARRIERS: readonly Carrier[] = hasRedis ? ['PostgreSQL', 'Redis'] : ['PostgreSQL'];

/** A session that votes about one point. */
async function openVoting(server: TestServer, { anonymous = false } = {}) {
  const facilitator = await setUp(server);
  const { sessionId, joinCode, themes } = await openSession(facilitator, 'brief');
  const lead = facilitator.api.facilitation;
  await lead.setAnonymous.mutate({ sessionId, on: anonymous });
  const { me } = await facilitator.api.sessions.get.query({ sessionId });
  using page = openDocument(server, facilitator, sessionId);
  await page.synced();
  const details = { themeId: themes[0]?.id ?? '', authorId: me.author.id, author: me.author.name };
  addPoint(page.doc, pointDraft({ ...details, text: '村口的路灯坏了' }));
  const [point] = await page.hasPoints(1);
  const targetId = point?.id ?? '';
  // The server has it once it can be voted for.
  await lead.setStage.mutate({ sessionId, from: 'brief', stage: 'vote' });
  await until(async () => expect(await facilitator.api.outcomes.open.query({ sessionId })).toHaveLength(1));

  /** Somebody with the session's page open at a server, who gives so many votes. */
  const enter = async (at: TestServer, name: string, votes: number) => {
    const device = at.newDevice();
    await device.api.participants.join.mutate({ code: joinCode, name, unit: '镇党政办' });
    const opened = openDocument(at, device, sessionId);
    await opened.synced();
    for (let vote = 0; vote < votes; vote += 1) {
      await device.api.votes.cast.mutate({ sessionId, voteId: newId(), targetId });
    }
    return { ...device, hangUp: () => opened[Symbol.dispose](), [Symbol.dispose]: () => opened[Symbol.dispose]() };
  };
  return { facilitator, sessionId, enter };
}

const mine = async ({ api }: Pick<Device, 'api'>, sessionId: string) => {
  const { spent, left } = await api.votes.mine.query({ sessionId });
  return { spent, left };
};

async function seesPresent(leader: Device, sessionId: string, present: number) {
  await until(async () => expect(await leader.api.votes.turnout.query({ sessionId })).toMatchObject({ present }));
}

test('of three who voted two hang up: exactly theirs are voided, and their pages hear of it', async () => {
  await using server = await startTestServer();
  const { facilitator, sessionId, enter } = await openVoting(server);
  using stays = await enter(server, '张会计', 3);
  using goes = await enter(server, '李建国', 2);
  using alsoGoes = await enter(server, '周联络', 1);
  await seesPresent(facilitator, sessionId, 3);
  expect(await facilitator.api.votes.voidAway.mutate({ sessionId })).toEqual({ votes: 0, people: 0 });

  // Its events come on another socket than its document, which stays.
  using socket = goes.openSocket();
  const heard: string[] = [];
  await new Promise<void>((resolve, reject) => {
    socket.api.events.follow.subscribe(
      { sessionId },
      {
        onData: ({ data: { type } }) => (type === 'follow.started' ? resolve() : void heard.push(type)),
        onError: reject,
      },
    );
  });
  goes.hangUp();
  alsoGoes.hangUp();
  await seesPresent(facilitator, sessionId, 1);
  expect(await facilitator.api.votes.turnout.query({ sessionId })).toEqual({
    present: 1,
    voters: 3,
    votes: 6,
    away: { votes: 3, people: 2 },
  });
  expect(await facilitator.api.votes.voidAway.mutate({ sessionId })).toEqual({ votes: 3, people: 2 });
  await until(() => expect(heard).toContain('votes.voided'));
  expect(await mine(stays, sessionId)).toEqual({ spent: 3, left: 2 });
  expect(await mine(goes, sessionId)).toEqual({ spent: 0, left: 5 });
  expect(await mine(alsoGoes, sessionId)).toEqual({ spent: 0, left: 5 });
});

test('in an anonymous session it is the same people, though nobody has a name', async () => {
  await using server = await startTestServer();
  const { facilitator, sessionId, enter } = await openVoting(server, { anonymous: true });
  using stays = await enter(server, '', 3);
  const gone: Device[] = [];
  for (const votes of [1, 2, 3]) {
    using person = await enter(server, '', votes);
    gone.push(person);
  }
  await seesPresent(facilitator, sessionId, 1);
  expect(await facilitator.api.votes.voidAway.mutate({ sessionId })).toEqual({ votes: 6, people: 3 });
  expect(await mine(stays, sessionId)).toEqual({ spent: 3, left: 2 });
  for (const person of gone) expect(await mine(person, sessionId)).toEqual({ spent: 0, left: 5 });
});

describe.each(CARRIERS)('with two servers over %s', (carrier) => {
  test('whoever is connected to the other one is here', async () => {
    await using nodes = await startTestNodes(carrier);
    const { facilitator, sessionId, enter } = await openVoting(nodes.one);
    using here = await enter(nodes.one, '张会计', 1);
    using there = await enter(nodes.two, '李建国', 2);
    using goes = await enter(nodes.two, '周联络', 3);
    const atTheOther = nodes.two.newDevice();
    await signIn(atTheOther);
    for (const leader of [facilitator, atTheOther]) await seesPresent(leader, sessionId, 3);
    goes.hangUp();
    for (const leader of [facilitator, atTheOther]) await seesPresent(leader, sessionId, 2);
    expect(await facilitator.api.votes.voidAway.mutate({ sessionId })).toEqual({ votes: 3, people: 1 });
    expect(await mine(here, sessionId)).toMatchObject({ spent: 1 });
    expect(await mine(there, sessionId)).toMatchObject({ spent: 2 });
    expect(await mine(goes, sessionId)).toMatchObject({ spent: 0 });
  });
});
