import { createHmac } from 'node:crypto';
import { createDatabase } from '@gongyi/db';
import { LIMITS } from '@gongyi/domain';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createAuth } from './accounts/auth/create-auth.ts';
import { loadActor } from './accounts/auth/load-actor.ts';
import { appRouter } from './app-router.ts';
import type { RequestFacts } from './kernel/request-facts.ts';
import { createCallerFactory } from './kernel/trpc.ts';
import { cheapPasswords } from './test/cheap-passwords.ts';
import { createTestWorld, type Person, refusalOf, type TestWorld } from './test/test-world.ts';

/** What a browser, or an attacker, meets: HTTP requests, cookies, origins. */

const createCaller = createCallerFactory(appRouter);
const ORIGIN = 'http://gongyi.test:3000';

let world: TestWorld;
let administrator: Person;
let campaign: Awaited<ReturnType<TestWorld['newCampaign']>>;
beforeAll(async () => {
  world = await createTestWorld();
  administrator = await world.setUpAdministrator();
  campaign = await world.newCampaign(administrator);
});
afterAll(() => world[Symbol.asyncDispose]());

/** One tRPC request as it crosses the wire. */
async function send(person: Person, path: string, input: unknown, method: 'GET' | 'POST', extraHeaders = {}) {
  const facts = person.request({ extraHeaders });
  const query = method === 'GET' ? `?input=${encodeURIComponent(JSON.stringify(input))}` : '';
  const response = await fetchRequestHandler({
    endpoint: '/trpc',
    router: world.api.router,
    req: new Request(`${ORIGIN}/trpc/${path}${query}`, {
      method,
      headers: facts.headers,
      ...(method === 'POST' ? { body: typeof input === 'string' ? input : JSON.stringify(input) } : {}),
    }),
    createContext: () => world.api.createContext(facts),
  });
  return { status: response.status, body: (await response.json()) as { error?: { message: string; data: unknown } } };
}

describe('errors', () => {
  test('a refusal arrives as code and details, with a status that fits', async () => {
    const { status, body } = await send(administrator, 'campaigns.get', { campaignId: 'nowhere' }, 'GET');
    expect(status).toBe(404);
    expect(body.error).toMatchObject({
      message: 'notFound',
      data: { code: 'NOT_FOUND', httpStatus: 404, domain: { code: 'notFound', details: {} } },
    });
  });

  test('input that does not fit names its fields, and none of the schema', async () => {
    const input = { name: '  ', templateId: null, themes: [], units: ['x'.repeat(LIMITS.unitNameChars + 1)] };
    const { status, body } = await send(administrator, 'campaigns.create', input, 'POST');
    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      message: 'invalidInput',
      data: { domain: { code: 'invalidInput', details: { paths: ['name', 'themes', 'units.0'] } } },
    });
  });

  test('a schema may name a more telling code', async () => {
    const theme = { name: 'a', short: 'a', code: 'A', color: '#112233', icon: 'star', prompts: [] };
    const input = { name: 'a', templateId: null, themes: [theme, theme, theme], units: [] };
    const { body } = await send(administrator, 'campaigns.create', input, 'POST');
    expect(body.error).toMatchObject({ data: { domain: { code: 'themeCodeTaken' } } });
  });

  test('a fault says nothing of what went wrong, except to the log', async () => {
    const secret = 'the text of a fault';
    const broken = vi.spyOn(world.points, 'get').mockImplementation(() => {
      throw new Error(secret);
    });
    try {
      const fields = {
        problem: '',
        goal: '',
        measure: '',
        leadUnitId: null,
        supportUnitIds: [],
        leader: '',
        owners: [],
        deadline: null,
        committed: false,
      };
      const input = { sessionId: campaign.sessionId, themeId: campaign.theme.id, pointIds: ['p'], fields };
      const { status, body } = await send(administrator, 'actions.promote', input, 'POST');
      expect(status).toBe(500);
      expect(body.error).toMatchObject({ message: 'INTERNAL_SERVER_ERROR', data: { domain: null } });
      expect(JSON.stringify(body)).not.toContain(secret);
      expect(world.faults).toMatchObject([{ path: 'actions.promote', err: { message: secret } }]);
    } finally {
      broken.mockRestore();
      world.faults.length = 0;
    }
  });

  test('a database that is away is not there for the moment, and no fault', async () => {
    await using away = createDatabase('postgresql://nobody@127.0.0.1:1/nothing');
    const context = world.api.createContext(administrator.request());
    const caller = createCaller({ ...context, deps: { ...context.deps, prisma: away.prisma } });
    const asks = [
      () => caller.instance.status(),
      () => caller.campaigns.list(),
      () => caller.campaigns.rename({ campaignId: campaign.campaignId, name: 'x' }),
    ];
    for (const ask of asks) {
      await expect(ask()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
      expect((await refusalOf(ask())).code).toBe('serverUnavailable');
    }
    const { logger } = context.deps;
    const auth = createAuth({
      prisma: away.prisma,
      secret: 's'.repeat(43),
      publicUrl: null,
      logger,
      passwords: cheapPasswords,
      onSignInEnded: () => undefined,
    });
    // Signed as better-auth signs, so that it looks the session up.
    const token = 't'.repeat(32);
    const signature = createHmac('sha256', 's'.repeat(43)).update(token).digest('base64');
    const cookie = `gongyi.session_token=${encodeURIComponent(`${token}.${signature}`)}`;
    const loading = loadActor({ auth, prisma: away.prisma, devices: context.deps.devices }, new Headers({ cookie }));
    expect((await refusalOf(loading)).code).toBe('serverUnavailable');
    world.faults.length = 0;
  });

  test('what is no JSON, and no procedure, is an error and not a fault', async () => {
    expect((await send(administrator, 'campaigns.create', '{', 'POST')).status).toBe(400);
    expect((await send(administrator, 'campaigns.destroy', {}, 'POST')).status).toBe(404);
    expect(world.faults).toEqual([]);
  });
});

describe('other sites', () => {
  const foreign = ['http://evil.test', 'http://gongyi.test:3001', 'https://gongyi.test.evil.test', 'null'];

  test.each(foreign)('a page of %s can decide nothing and open no socket', async (origin) => {
    const input = { campaignId: campaign.campaignId, name: 'Hijacked' };
    const { status } = await send(administrator, 'campaigns.rename', input, 'POST', { origin });
    expect(status).toBe(403);
    const facts = administrator.request({ extraHeaders: { origin }, transport: 'socket' });
    expect(() => world.api.createContext(facts)).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }));
    expect(await world.api.authoriseSync(facts, campaign.sessionId)).toEqual({ ok: false, refusal: 'forbidden' });
    const signIn = new Request(`${ORIGIN}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: facts.headers,
      body: JSON.stringify({ email: 'person1@gongyi.test', password: 'a long enough password' }),
    });
    expect((await world.api.handleAuth(signIn, '198.51.100.1')).status).toBe(403);
  });

  test('a form cannot decide anything either: only JSON is read', async () => {
    const input = { campaignId: campaign.campaignId, name: 'Hijacked' };
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      const { status } = await send(administrator, 'campaigns.rename', input, 'POST', { 'content-type': type });
      expect(status).toBeGreaterThanOrEqual(400);
    }
    // One that tRPC itself would read is refused before it is.
    const form = '--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nHijacked\r\n--x--\r\n';
    const type = 'multipart/form-data; boundary=x';
    const { status, body } = await send(administrator, 'campaigns.rename', form, 'POST', { 'content-type': type });
    expect([status, body.error?.message]).toEqual([403, 'forbidden']);
    const { name } = await administrator.api.campaigns.get({ campaignId: campaign.campaignId });
    expect(name).toBe('优环境、促发展');
  });

  test('decisions do not travel over sockets', async () => {
    const facts: RequestFacts = administrator.request({ transport: 'socket' });
    const renaming = world.call(facts).campaigns.rename({ campaignId: campaign.campaignId, name: 'x' });
    expect((await refusalOf(renaming)).code).toBe('forbidden');
  });
});

describe('signing in', () => {
  test('signing out ends the session on the server, also for connections that live on', async () => {
    const supervisor = await world.invite(administrator, campaign.campaignId, 'supervisor');
    const socket = world.call(supervisor.request({ transport: 'socket' }));
    expect((await socket.account.me()).user).not.toBeNull();
    const signOut = new Request(`${ORIGIN}/api/auth/sign-out`, {
      method: 'POST',
      headers: supervisor.headers(),
      body: '{}',
    });
    expect((await world.api.handleAuth(signOut, '198.51.100.2')).status).toBe(200);
    expect((await socket.account.me()).user).toBeNull();
    expect((await supervisor.api.account.me()).user).toBeNull();
  });

  test('the cookie is hidden from scripts, and not Secure where there is only http', async () => {
    const person = world.newPerson();
    const response = await person.signIn('person1@gongyi.test');
    const [cookie = ''] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^gongyi\.session_token=/);
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(cookie).not.toMatch(/Secure/i);
  });

  test('a changed cookie is nobody’s', async () => {
    const cookies = (administrator.headers().get('cookie') ?? '').split('; ');
    const signIn = cookies.find((pair) => pair.includes('session_token=')) ?? '';
    const cookie = signIn.replace(/.\w{3}%3D$|.{4}$/, 'AAAA');
    const facts = administrator.request({ extraHeaders: { cookie } });
    expect((await world.call(facts).account.me()).user).toBeNull();
  });

  test.each([
    ['POST', 'sign-up/email'],
    ['POST', 'update-user'],
    ['POST', 'change-email'],
    ['POST', 'delete-user'],
    ['POST', 'request-password-reset'],
    ['GET', 'list-sessions'],
    ['GET', 'ok'],
    ['POST', '../auth/sign-up/email'],
  ])('%s /api/auth/%s is closed', async (method, path) => {
    const account = { name: 'x', email: 'x@gongyi.test', password: 'a long enough password' };
    const request = new Request(`${ORIGIN}/api/auth/${path}`, {
      method,
      headers: administrator.headers(),
      ...(method === 'POST' ? { body: JSON.stringify(account) } : {}),
    });
    expect((await world.api.handleAuth(request, '198.51.100.3')).status).toBe(404);
    expect(await world.prisma.user.count({ where: { email: account.email } })).toBe(0);
  });

  test('somebody who tries passwords has to wait, whatever address they claim', async () => {
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 40; attempt += 1) {
      const headers = new Headers({
        'content-type': 'application/json',
        'x-forwarded-for': `203.0.113.${attempt}`,
        'x-gongyi-client-ip': `203.0.113.${attempt}`,
      });
      const body = JSON.stringify({ email: 'nobody@gongyi.test', password: `guess number ${attempt}` });
      const request = new Request(`${ORIGIN}/api/auth/sign-in/email`, { method: 'POST', headers, body });
      statuses.push((await world.api.handleAuth(request, '198.51.100.4')).status);
    }
    expect(statuses[0]).toBe(401);
    expect(statuses.at(-1)).toBe(429);
    const elsewhere = world.newPerson('198.51.100.5');
    expect((await elsewhere.signIn('person1@gongyi.test')).status).toBe(200);
  });
});
