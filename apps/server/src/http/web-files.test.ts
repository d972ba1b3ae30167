import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HttpEdge, startHttpEdge } from '../test/http-edge.ts';
import { sendRaw } from '../test/send-raw.ts';

let edge: HttpEdge;
beforeAll(async () => {
  edge = await startHttpEdge();
});
afterAll(() => edge[Symbol.asyncDispose]());

const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  sendRaw(edge.port, 'GET', path, { 'accept-encoding': 'identity', ...headers });

test.each([
  '/',
  '/index.html',
  '/campaigns/x/board',
  '/j/ABCD',
  '/sessions/1.2/canvas',
  '/?file=app.js',
  '/setup?next=/assets/app.js',
  '/apis',
  '/syncing/x',
])('%s is the page: never kept, with one fresh nonce in all its places', async (path) => {
  const [one, two] = [await get(path), await get(path)];
  const noncesOf = ({ body }: typeof one) =>
    [...body.matchAll(/(?:content|nonce)="([^"]*)"/g)].map(([, nonce]) => nonce);
  for (const page of [one, two]) {
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const [nonce = '', ...others] = noncesOf(page);
    expect(nonce).toMatch(/^[\w-]{22}$/);
    expect(others).toEqual([nonce]);
    expect(page.headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${nonce}'`);
  }
  expect(noncesOf(one)).not.toEqual(noncesOf(two));
});

test.each([
  ['GET', '/api'],
  ['GET', '/api?x'],
  ['GET', '/api/nothing'],
  ['GET', '/trpc?x'],
  ['GET', '/sync/x'],
  ['GET', '/assets'],
  ['GET', '/assets/gone.js'],
  ['GET', '/assets/gone'],
  ['GET', '/favicon.png'],
  ['GET', '/campaigns/x/old.HTML'],
  ['GET', '/old.js?v=1'],
  ['POST', '/campaigns/x/board'],
  ['POST', '/'],
  ['PUT', '/index.html'],
  ['DELETE', '/favicon.svg'],
])('%s %s is nothing', async (method, path) => {
  const { status, body, headers } = await sendRaw(edge.port, method, path);
  expect([status, body]).toEqual([404, expect.not.stringContaining('<')]);
  // What is no page may load nothing at all, and be shown in none.
  expect(headers.get('content-security-policy')).toBe("default-src 'none';frame-ancestors 'none'");
});

test.each([
  ['/assets/app-1.js', 'public, max-age=31536000, immutable'],
  ['/assets-of-old.js', 'no-cache'],
  ['/favicon.svg', 'no-cache'],
])('%s is kept by browsers: %s', async (path, kept) => {
  const { status, headers } = await get(path);
  expect([status, headers.get('cache-control')]).toEqual([200, kept]);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});

test.each([
  ['br', 'br', 'brotli'],
  ['gzip', 'gzip', 'gzip'],
  ['identity', null, 'let app;'],
])('whoever takes %s is sent what lies ready', async (accepted, encoding, body) => {
  const answer = await get('/assets/app-1.js', { 'accept-encoding': accepted });
  expect([answer.headers.get('content-encoding'), answer.body]).toEqual([encoding, body]);
  expect(answer.headers.get('content-type')).toMatch(/javascript/);
});

test.each(['/../index.html', '/%2e%2e/%2e%2e/etc/passwd', '/assets/..%2f..%2f..%2fetc/passwd', '/assets/%00'])(
  '%s leads out of the pages to nothing',
  async (path) => {
    const { status, body } = await get(path);
    expect(body).not.toContain('root:');
    // Nothing, or the page, which every address without a file's name is.
    expect([200, 400, 403, 404]).toContain(status);
    if (status === 200) expect(body).toContain('csp-nonce');
  },
);

test.each(['/', '/assets/app-1.js', '/healthz', '/trpc/hello'])(
  '%s says nothing that plain HTTP cannot keep',
  async (path) => {
    const { headers } = await get(path);
    for (const name of ['strict-transport-security', 'cross-origin-opener-policy', 'origin-agent-cluster'])
      expect([name, headers.get(name)]).toEqual([name, null]);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  },
);

test.each([
  ['gongyi.local:3000', ['ws://gongyi.local:3000', 'wss://gongyi.local:3000']],
  ['[fd00::1]:3000', ['ws://[fd00::1]:3000', 'wss://[fd00::1]:3000']],
  ["x; script-src 'unsafe-inline'", null],
  ['x y', null],
])('a page asked for at %s may open sockets to %j', async (host, sockets) => {
  const policy = (await get('/', { host })).headers.get('content-security-policy');
  expect(policy?.match(/wss?:\/\/[^ ;]+/g) ?? null).toEqual(sockets);
  if (policy !== null) expect(policy).toContain("script-src 'self';");
});

test('with the page comes the cookie that a device needs, and with nothing else', async () => {
  const cookiesAt = async (path: string, cookie?: string) =>
    (await get(path, cookie === undefined ? {} : { cookie })).headers.getSetCookie();
  expect(await cookiesAt('/sessions/x', 'signed=in')).toEqual(['device=1; HttpOnly']);
  expect(await cookiesAt('/', 'signed=in')).toEqual(['device=1; HttpOnly']);
  expect(await cookiesAt('/')).toEqual([]);
  expect(await cookiesAt('/healthz', 'signed=in')).toEqual([]);
});
