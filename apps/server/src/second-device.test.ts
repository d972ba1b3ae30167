import { addPoint, readPoints } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { CLOSE_CODES, LIMITS, newId, type SessionStage } from '@gongyi/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Device } from './test/device.ts';
import { openDocument } from './test/open-document.ts';
import { ACCOUNT, openSession, setUp, signIn } from './test/people.ts';
import { startTestNodes, type TestNodes } from './test/start-test-nodes.ts';
import type { TestServer } from './test/test-server.ts';
import { until } from './test/until.ts';

/**
 * In an anonymous session an account is known by its device, and another device costs no more than
 * signing in again: whoever does so is one person all the same.
 */

const PASSWORD = ACCOUNT.password;

let nodes: TestNodes;
let facilitator: Device;
beforeAll(async () => {
  nodes = await startTestNodes('PostgreSQL');
  facilitator = await setUp(nodes.one);
});
afterAll(() => nodes?.[Symbol.asyncDispose]());

/** A browser in which nobody was before, and from now on this account is. */
async function signInAnew(email: string, at: TestServer = nodes.one): Promise<Device> {
  const device = at.newDevice();
  const response = await signIn(device, PASSWORD, email);
  if (!response.ok) throw new Error(`signing in: ${response.status}`);
  return device;
}

let accounts = 0;

type Role = 'facilitator' | 'liaison' | 'secretary';

/** The address of a new account in the campaign. */
async function invite(campaignId: string, role: Role = 'liaison'): Promise<string> {
  const { units } = await facilitator.api.campaigns.get.query({ campaignId });
  const unitId = role === 'liaison' ? (units[0]?.id ?? '') : null;
  const { token } = await facilitator.api.invitations.create.mutate({ campaignId, role, unitId, note: '' });
  accounts += 1;
  const email = `member${accounts}@example.org`;
  const account = { name: `成员${accounts}`, email, password: PASSWORD };
  await nodes.one.newDevice().api.invitations.accept.mutate({ token, account });
  return email;
}

async function openHall({ stage = 'vote' as SessionStage, isPrivate = false } = {}) {
  const opened = await openSession(facilitator, 'brief');
  const { sessionId, themes } = opened;
  const lead = facilitator.api.facilitation;
  await lead.setAnonymous.mutate({ sessionId, on: true });
  if (isPrivate) await lead.setPrivateWriting.mutate({ sessionId, on: true });
  const themeId = themes[0]?.id ?? '';
  const { me } = await facilitator.api.sessions.get.query({ sessionId });
  let targetId = '';
  if (!isPrivate) {
    using page = openDocument(nodes.one, facilitator, sessionId);
    await page.synced();
    const point = pointDraft({ themeId, authorId: me.author.id, author: '', unit: '', text: '村口的路灯坏了' });
    targetId = addPoint(page.doc, point);
    await until(async () => expect(await facilitator.api.outcomes.open.query({ sessionId })).toHaveLength(1));
  }
  await lead.setStage.mutate({ sessionId, from: 'brief', stage });
  return { ...opened, themeId, targetId };
}

type Hall = Awaited<ReturnType<typeof openHall>>;

const enter = async (device: Device, { sessionId }: Hall) => device.api.sessions.get.query({ sessionId });
const vote = (device: Device, { sessionId, targetId }: Hall) =>
  device.api.votes.cast.mutate({ sessionId, voteId: newId(), targetId });
const voters = async ({ sessionId }: Hall) => (await facilitator.api.votes.turnout.query({ sessionId })).voters;

/** What the call was refused with, else `done`. */
const outcomeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error: Error) => error.message,
  );

describe('an account that signs in again and again', () => {
  test('votes on the device with which it came first, also when joining is closed', async () => {
    const hall = await openHall();
    const { sessionId } = hall;
    const email = await invite(hall.campaignId);
    const first = await signInAnew(email);
    expect((await enter(first, hall)).me.takesPart).toBe(true);
    await vote(first, hall);
    await facilitator.api.facilitation.setJoining.mutate({ sessionId, on: false });
    for (const at of [nodes.one, nodes.two, nodes.one]) {
      const again = await signInAnew(email, at);
      const { me, rights } = await enter(again, hall);
      expect([me.takesPart, rights.vote]).toEqual([false, false]);
      expect(await outcomeOf(vote(again, hall))).toBe('otherDevice');
      expect(await again.api.votes.mine.query({ sessionId })).toMatchObject({ open: false, spent: 0 });
    }
    expect(await voters(hall)).toBe(1);
    expect(await outcomeOf(vote(first, hall))).toBe('done');
  });

  test('is told to load the page when it votes without having entered, and is bound to no device', async () => {
    const hall = await openHall();
    const email = await invite(hall.campaignId);
    const script = await signInAnew(email);
    expect(await outcomeOf(vote(script, hall))).toBe('deviceUnknown');
    const page = await signInAnew(email);
    expect((await enter(page, hall)).me.takesPart).toBe(true);
    expect(await outcomeOf(vote(script, hall))).toBe('otherDevice');
    expect(await outcomeOf(vote(page, hall))).toBe('done');
  });

  test('is one device when many enter at the same moment, by pages and sockets, at two servers', async () => {
    const hall = await openHall();
    const { sessionId } = hall;
    const email = await invite(hall.campaignId);
    const devices: Device[] = [];
    for (const at of [nodes.one, nodes.two, nodes.one, nodes.two]) devices.push(await signInAnew(email, at));
    const entered = devices.map(async (device, index) => {
      if (index > 1) return void (await enter(device, hall));
      using page = openDocument(index === 0 ? nodes.one : nodes.two, device, sessionId);
      await page.synced();
    });
    await Promise.all(entered);
    const seen = await Promise.all(devices.map(async (device) => (await enter(device, hall)).me.takesPart));
    expect(seen.filter(Boolean)).toHaveLength(1);
    const outcomes = await Promise.all(devices.map((device) => outcomeOf(vote(device, hall))));
    expect(outcomes.map((outcome) => outcome === 'done')).toEqual(seen);
    expect(new Set(outcomes)).toEqual(new Set(['done', 'otherDevice']));
    expect(await voters(hall)).toBe(1);
  });

  test('answers prompt cards once', async () => {
    const hall = await openHall({ stage: 'collect' });
    const { sessionId, themeId } = hall;
    const email = await invite(hall.campaignId);
    const [first, second] = [await signInAnew(email), await signInAnew(email)];
    for (const device of [first, second]) await enter(device, hall);
    const answer = (device: Device, noProblem = true) =>
      outcomeOf(device.api.prompts.answer.mutate({ sessionId, themeId, prompt: 0, noProblem }));
    expect([await answer(first), await answer(second), await answer(second, false)]).toEqual([
      'done',
      'otherDevice',
      'otherDevice',
    ]);
    const [card] = await facilitator.api.prompts.answers.query({ sessionId });
    expect(card?.count).toBe(1);
  });

  test('writes in private as one, and whoever leads it too', async () => {
    const hall = await openHall({ stage: 'collect', isPrivate: true });
    const { sessionId, themeId } = hall;
    const details = { source: null, channel: '', category: 'problem', level: null, prompt: null } as const;
    const point = () => ({ sessionId, pointId: newId<string>(), themeId, text: '私下写的', ...details });
    for (const role of ['liaison', 'secretary', 'facilitator'] as const) {
      const email = await invite(hall.campaignId, role);
      const [first, second] = [await signInAnew(email), await signInAnew(email)];
      await enter(first, hall);
      expect((await enter(second, hall)).rights.add, role).toBe('none');
      const own = point();
      await first.api.privatePoints.write.mutate(own);
      for (const themeOf of [themeId, 'inbox']) {
        const call = second.api.privatePoints.write.mutate({ ...point(), themeId: themeOf });
        expect(await outcomeOf(call), role).toBe('otherDevice');
      }
      expect(await outcomeOf(second.api.privatePoints.edit.mutate(own)), role).toBe('otherDevice');
      expect(await outcomeOf(second.api.privatePoints.delete.mutate(own)), role).toBe('otherDevice');
    }
    expect(await facilitator.api.privatePoints.counts.query({ sessionId })).toEqual({ points: 3, people: 3 });
  });

  test('writes points on one device, and is one of those who are there', async () => {
    const hall = await openHall({ stage: 'collect' });
    const { sessionId, themeId } = hall;
    const email = await invite(hall.campaignId);
    const [first, second] = [await signInAnew(email), await signInAnew(email)];
    const { author } = (await enter(first, hall)).me;
    const other = (await enter(second, hall)).me.author;
    expect(other.id).not.toBe(author.id);
    using page = openDocument(nodes.one, first, sessionId);
    using looker = openDocument(nodes.one, second, sessionId);
    await Promise.all([page.synced(), looker.synced()]);
    const point = { themeId, author: '', unit: '', text: '第二条' };
    addPoint(page.doc, pointDraft({ ...point, authorId: author.id }));
    await looker.hasPoints(2);
    expect(await facilitator.api.votes.turnout.query({ sessionId })).toMatchObject({ present: 1 });
    const closed = new Promise<number>((resolve) =>
      looker.provider.once('connection-close', (event) => resolve(event?.code ?? 0)),
    );
    addPoint(looker.doc, pointDraft({ ...point, authorId: other.id }));
    expect(await closed).toBe(CLOSE_CODES.forbidden);
    looker.provider.disconnect();
    expect(readPoints(page.doc)).toHaveLength(2);
  });

  test('has no more pages open for having many devices', async () => {
    const hall = await openHall({ stage: 'collect' });
    const email = await invite(hall.campaignId);
    const devices = [await signInAnew(email), await signInAnew(email)];
    const open = (index: number) => openDocument(nodes.one, devices[index % 2] as Device, hall.sessionId);
    const pages = Array.from({ length: LIMITS.syncConnectionsPerPerson }, (_, index) => open(index));
    using _ = {
      [Symbol.dispose]() {
        for (const page of pages) page[Symbol.dispose]();
      },
    };
    await Promise.all(pages.map((page) => page.synced()));
    using more = open(1);
    const code = await new Promise<number>((resolve) =>
      more.provider.once('connection-close', (event) => resolve(event?.code ?? 0)),
    );
    more.provider.disconnect();
    expect(code).toBe(CLOSE_CODES.full);
  });
});

test('on another device whoever leads goes on leading, and writes what is said in the hall', async () => {
  const hall = await openHall({ stage: 'collect' });
  const { sessionId, themeId } = hall;
  const email = await invite(hall.campaignId, 'facilitator');
  const [phone, laptop] = [await signInAnew(email), await signInAnew(email)];
  await enter(phone, hall);
  const { me } = await enter(laptop, hall);
  await laptop.api.facilitation.setSwitch.mutate({ sessionId, name: 'vote', on: true });
  using page = openDocument(nodes.one, laptop, sessionId);
  await page.synced();
  const said = { themeId, author: '', unit: '', text: '会上说的' };
  addPoint(page.doc, pointDraft({ ...said, authorId: me.author.id }));
  using seen = openDocument(nodes.one, phone, sessionId);
  await seen.hasPoints(2);
  expect(await outcomeOf(vote(laptop, hall))).toBe('otherDevice');
  expect(await outcomeOf(vote(phone, hall))).toBe('done');
});

test('where people give their names an account takes part on all its devices, as one', async () => {
  const { campaignId, sessionId, themes } = await openSession(facilitator, 'brief');
  const hall = { campaignId, sessionId, themes } as unknown as Hall;
  const email = await invite(campaignId);
  for (const device of [await signInAnew(email), await signInAnew(email)]) {
    expect((await enter(device, hall)).me.takesPart).toBe(true);
  }
  // Turned on and off, the promise leaves nobody bound to the device that they had meanwhile.
  const lead = facilitator.api.facilitation;
  await lead.setAnonymous.mutate({ sessionId, on: true });
  const [before, after] = [await signInAnew(email), await signInAnew(email)];
  expect((await enter(before, hall)).me.takesPart).toBe(true);
  await lead.setAnonymous.mutate({ sessionId, on: false });
  await lead.setAnonymous.mutate({ sessionId, on: true });
  expect((await enter(after, hall)).me.takesPart).toBe(true);
  expect((await enter(before, hall)).me.takesPart).toBe(false);
});
