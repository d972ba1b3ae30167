import { once } from 'node:events';
import { CLOSE_CODES, LIMITS } from '@gongyi/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createDevice, type Device } from './test/device.ts';
import { freePort } from './test/free-port.ts';
import { ACCOUNT, openSession } from './test/people.ts';
import { statusOfUpgrade } from './test/subscriptions-page.ts';
import { startTestServer, type TestServer } from './test/test-server.ts';

const PUBLIC_URL = 'https://gongyi.example';
const FORWARDED = { 'x-forwarded-host': 'gongyi.example', 'x-forwarded-proto': 'https' };

describe.each([
  ['without PUBLIC_URL', null],
  ['with PUBLIC_URL', PUBLIC_URL],
])('%s', (_, publicUrl) => {
  let server: TestServer;
  let origin: string;
  let facilitator: Device;
  let session: Awaited<ReturnType<typeof openSession>>;

  beforeAll(async () => {
    const port = await freePort();
    server = await startTestServer({ publicUrl, port });
    origin = `http://127.0.0.1:${port}`;
    facilitator = createDevice(origin);
    const { setupToken } = server.gongyi;
    await facilitator.api.account.setup.mutate({ token: setupToken ?? '', account: ACCOUNT });
    expect((await signInFrom(publicUrl ?? origin)).status).toBe(200);
    session = await openSession(facilitator);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  function signInFrom(page: string): Promise<Response> {
    const { email, password } = ACCOUNT;
    return facilitator.fetch('/api/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: page },
      body: JSON.stringify({ email, password }),
    });
  }

  /** The name of the refusal of a wrong code, from somebody for whom a proxy says this address. */
  async function tryWrongCode(address: string): Promise<string> {
    const input = encodeURIComponent(JSON.stringify({ code: 'AAAAAAAA' }));
    const headers = { 'x-forwarded-for': address };
    const response = await fetch(`${origin}/trpc/participants.peek?input=${input}`, { headers });
    const { error } = (await response.json()) as { error?: { data: { domain: { code: string } } } };
    return error?.data.domain.code ?? 'none';
  }

  test('the address that is counted is the caller’s, and a proxy’s word is taken only when there is one', async () => {
    for (let left = LIMITS.joinAttempts; left > 0; left--) {
      const address = publicUrl === null ? `203.0.113.${left}` : '203.0.113.1';
      expect(await tryWrongCode(address)).toBe('codeInvalid');
    }
    expect(await tryWrongCode('203.0.113.1')).toBe('tooManyRequests');
    expect(await tryWrongCode('203.0.113.99')).toBe(publicUrl === null ? 'tooManyRequests' : 'codeInvalid');
  });

  const attempts = [
    ['of the server itself', () => ({ origin }), true],
    ['of another site', () => ({ origin: 'https://elsewhere.example' }), false],
    ['of nobody', () => ({ origin: 'null' }), false],
    ['of the public address', () => ({ origin: PUBLIC_URL }), publicUrl !== null],
    ['of another port of it', () => ({ origin: `${PUBLIC_URL}:8443` }), false],
    [
      'of a host that only the page says is forwarded',
      () => ({ ...FORWARDED, origin: PUBLIC_URL }),
      publicUrl !== null,
    ],
  ] as const;

  test.each(attempts)('a decision from a page %s', async (_what, headersOf, isTaken) => {
    const { campaignId } = session;
    const name = `大讨论 ${isTaken}`;
    const response = await fetch(`${origin}/trpc/campaigns.rename`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: facilitator.cookieHeader(), ...headersOf() },
      body: JSON.stringify({ campaignId, name }),
    });
    expect(response.status).toBe(isTaken ? 200 : 403);
  });

  test.each(attempts)('a socket of a document from a page %s', async (_what, headersOf, isTaken) => {
    const headers = { cookie: facilitator.cookieHeader(), ...headersOf() };
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/sync/${session.sessionId}`, { headers });
    const ended = once(socket, 'close').then(([code]) => code as number);
    const begun = once(socket, 'message').then(() => 'let in' as const);
    const outcome = await Promise.race([ended, begun]);
    socket.terminate();
    expect(outcome).toBe(isTaken ? 'let in' : CLOSE_CODES.forbidden);
  });

  test.each(attempts)('a socket of subscriptions from a page %s', async (_what, headersOf, isTaken) => {
    const headers = { cookie: facilitator.cookieHeader(), ...headersOf() };
    expect(await statusOfUpgrade({ origin }, headers)).toBe(isTaken ? 101 : 403);
  });

  test('its cookies go over HTTPS alone where people use that', () => {
    const cookies = [...facilitator.setCookies.values()];
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) expect(/; *Secure/i.test(cookie)).toBe(publicUrl !== null);
  });

  test('whoever signed in before there was a cookie of the device has it with a page, or with what the page asks', async () => {
    const pairs = facilitator.cookieHeader().split('; ');
    const cookie = pairs.filter((pair) => !pair.startsWith('gongyi_device=')).join('; ');
    const given = await Promise.all(
      ['/sessions/x', '/trpc/account.me,campaigns.list?batch=1&input={}'].map(async (path) => {
        const response = await fetch(`${origin}${path}`, { headers: { cookie } });
        expect(response.ok).toBe(true);
        return response.headers.getSetCookie();
      }),
    );
    const [[first = '']] = given as [string[]];
    expect(first).toMatch(/^gongyi_device=[\w-]{43}\.[\w-]{43};/);
    expect(/; *Secure/i.test(first)).toBe(publicUrl !== null);
    // Asked at the same time, and one token.
    expect(given).toEqual([[first], [first]]);
  });

  test.each([
    ['the address that people use', () => publicUrl ?? origin, 200],
    ['another site', () => 'https://elsewhere.example', 403],
    ['the public address when there is none', () => PUBLIC_URL, publicUrl === null ? 403 : 200],
  ])('signing in from a page of %s', async (_what, pageOf, status) => {
    expect((await signInFrom(pageOf())).status).toBe(status);
  });

  test('people are told the address by which they reach it', () => {
    expect(server.gongyi.address).toBe(publicUrl ?? origin);
  });
});
