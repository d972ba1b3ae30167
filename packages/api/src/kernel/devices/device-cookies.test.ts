import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestWorld, type Person, refusalOf, type TestWorld } from '../../test/test-world.ts';

/** How people with accounts come to the cookie by which anonymous sessions know them. */

const DEVICE = /^gongyi_device=[\w-]{43}\.[\w-]{43}; Path=\/; Max-Age=31536000; HttpOnly; SameSite=Lax$/;

let world: TestWorld;
let facilitator: Person;
let sessionId: string;
beforeAll(async () => {
  world = await createTestWorld();
  facilitator = await world.setUpAdministrator();
  ({ sessionId } = await world.newCampaign(facilitator));
  await facilitator.api.facilitation.setAnonymous({ sessionId, on: true });
});
afterAll(() => world[Symbol.asyncDispose]());

const withoutDevice = (person: Person) =>
  (person.headers().get('cookie') ?? '')
    .split('; ')
    .filter((pair) => !pair.startsWith('gongyi_device='))
    .join('; ');

/** One request with these cookies; gives what it sets. */
async function ask<Answer>(cookie: string, work: (api: Person['api']) => Promise<Answer>) {
  const set: string[] = [];
  const facts = facilitator.request({ extraHeaders: { cookie }, setCookie: (one) => set.push(one) });
  const answer = await work(world.call(facts)).catch((error: unknown) => refusalOf(Promise.reject(error)));
  return { answer, set };
}

const pairOf = (setCookie = '') => setCookie.split(';')[0] ?? '';

describe('somebody signed in', () => {
  test('has it from the answer that signs them in, and keeps it when they sign in again', async () => {
    const { campaignId } = await world.newCampaign(facilitator);
    const person = await world.invite(facilitator, campaignId, 'secretary');
    const given = person.headers().get('cookie');
    expect(given).toMatch(/gongyi_device=[\w-]{43}\.[\w-]{43}/);
    const { email } = (await person.api.account.me()).user ?? { email: '' };
    const again = await person.signIn(email);
    const device = /gongyi_device=[^;]*/.exec(given ?? '')?.[0];
    const cookies = again.headers.getSetCookie().filter((cookie) => cookie.startsWith('gongyi_device='));
    expect(cookies).toEqual([expect.stringMatching(DEVICE)]);
    expect(pairOf(cookies[0])).toBe(device);
    expect((await person.signIn(email, 'the wrong password')).headers.getSetCookie()).toEqual([]);
  });

  test('since before there was one gets it with whatever is asked first, and is known by it from then on', async () => {
    const cookie = withoutDevice(facilitator);
    const first = await ask(cookie, (api) => api.account.me());
    expect(first.set).toEqual([expect.stringMatching(DEVICE)]);
    const { answer, set } = await ask(`${cookie}; ${pairOf(first.set[0])}`, (api) => api.sessions.get({ sessionId }));
    expect(set).toEqual([]);
    expect(answer).toMatchObject({ me: { kind: 'user', author: { id: expect.stringMatching(/^[\w-]{24}$/) } } });
  });

  test('gets one token and not several for what a browser asks at the same time, the page among it', async () => {
    const cookie = withoutDevice(facilitator);
    const facts = facilitator.request({ extraHeaders: { cookie } });
    const page = world.api.deviceCookieFor(facts);
    const asked = await Promise.all([
      ask(cookie, (api) => Promise.all([api.account.me(), api.campaigns.list()])),
      ask(cookie, (api) => api.campaigns.list()),
    ]);
    expect(page).toMatch(DEVICE);
    expect(asked.map(({ set }) => set)).toEqual([[page], [page]]);
    expect(world.api.deviceCookieFor(facilitator.request())).toBeNull();
    expect(world.api.deviceCookieFor(world.newPerson().request())).toBeNull();
  });

  test('by a cookie that somebody made up gets none, and takes no place in what is remembered', async () => {
    const cookie = withoutDevice(facilitator);
    const [, name = '', value = ''] = /([^; ]*session_token)=([^;]*)/.exec(cookie) ?? [];
    const forged = [
      `${name}=x`,
      `${name}=${value.replace(/^./, (first) => (first === 'a' ? 'b' : 'a'))}`,
      `${name}=${value.slice(0, -1)}`,
      `${name}=${'a'.repeat(32)}.${encodeURIComponent(`${'A'.repeat(43)}=`)}`,
      `${name}=%`,
    ];
    for (const one of forged) {
      expect(world.api.deviceCookieFor(facilitator.request({ extraHeaders: { cookie: one } })), one).toBeNull();
    }
    expect(world.api.deviceCookieFor(facilitator.request({ extraHeaders: { cookie } }))).toMatch(DEVICE);
    // Not remembered by what was made up: each that joins with it is a device of its own.
    const given = await Promise.all([ask(`${name}=x`, joinAnother), ask(`${name}=x`, joinAnother)]);
    expect(new Set(given.map(({ set }) => pairOf(set[0]))).size).toBe(2);
  });

  test('without it is nobody in an anonymous session rather than somebody who can be told', async () => {
    const cookie = withoutDevice(facilitator);
    const { answer, set } = await ask(cookie, (api) => api.sessions.get({ sessionId }));
    expect(answer).toEqual({ code: 'deviceUnknown', details: {} });
    expect(set).toEqual([expect.stringMatching(DEVICE)]);
    const facts = facilitator.request({ extraHeaders: { cookie } });
    expect(await world.api.authoriseSync(facts, sessionId)).toEqual({ ok: false, refusal: 'deviceUnknown' });
    // One that the browser chose is no better.
    const chosen = `${cookie}; gongyi_device=${'a'.repeat(43)}`;
    const refused = await ask(chosen, (api) => api.sessions.get({ sessionId }));
    expect(refused.answer).toEqual({ code: 'deviceUnknown', details: {} });
    expect(pairOf(refused.set[0])).not.toContain('aaaa');
  });

  test('needs none in a session with names', async () => {
    const { sessionId: named } = await world.newCampaign(facilitator);
    const cookie = withoutDevice(facilitator);
    const facts = facilitator.request({ extraHeaders: { cookie } });
    const { id } = (await facilitator.api.account.me()).user ?? { id: '' };
    expect(await world.api.authoriseSync(facts, named)).toMatchObject({ ok: true, authorId: id });
  });

  test('on another device, or as another account on this one, is another author', async () => {
    const { answer: here } = await ask(facilitator.headers().get('cookie') ?? '', (api) =>
      api.sessions.get({ sessionId }),
    );
    const cookie = withoutDevice(facilitator);
    const { set } = await ask('', (api) => joinAnother(api));
    const { answer: there } = await ask(`${cookie}; ${pairOf(set[0])}`, (api) => api.sessions.get({ sessionId }));
    const ids = [here, there].map((answer) => ('me' in answer ? answer.me.author.id : ''));
    expect(new Set([...ids, '']).size).toBe(3);
  });

  async function joinAnother(api: Person['api']) {
    const { joinCode } = await facilitator.api.sessions.get({ sessionId });
    return api.participants.join({ code: joinCode ?? '' });
  }
});
