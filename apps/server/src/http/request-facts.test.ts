import { once } from 'node:events';
import type { RequestFacts } from '@gongyi/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type HttpEdge, startHttpEdge } from '../test/http-edge.ts';
import { sendRaw } from '../test/send-raw.ts';
import { factsOfUpgrade, toHeaders } from './request-facts.ts';

/** Whom each road to the API takes a request for: its address, and the origin that it used. */
const roads = {
  async tRPC(edge: HttpEdge, headers: Readonly<Record<string, string>>) {
    await sendRaw(edge.port, 'GET', '/trpc/hello', headers);
    return seen(edge.facts.at(-1));
  },
  async 'sign-in'(edge: HttpEdge, headers: Readonly<Record<string, string>>) {
    await sendRaw(edge.port, 'GET', '/api/auth/get-session', headers);
    const { request, ip } = edge.signIns.at(-1) ?? {};
    return [ip, new URL(request?.url ?? '').origin];
  },
};

function seen(facts: RequestFacts | undefined) {
  return [facts?.ip, facts?.origin];
}

const FORWARDED = {
  'x-forwarded-for': '203.0.113.9',
  'x-forwarded-host': 'gongyi.example',
  'x-forwarded-proto': 'https',
};

describe.each(Object.entries(roads))('%s', (_, factsBy) => {
  describe('without PUBLIC_URL', () => {
    let edge: HttpEdge;
    beforeAll(async () => {
      edge = await startHttpEdge();
    });
    afterAll(() => edge[Symbol.asyncDispose]());

    test.each<[what: string, headers: Readonly<Record<string, string>>]>([
      ['nothing', {}],
      ['X-Forwarded-For', { 'x-forwarded-for': '203.0.113.9' }],
      ['X-Forwarded-Host', { 'x-forwarded-host': 'gongyi.example' }],
      ['X-Forwarded-Proto', { 'x-forwarded-proto': 'https' }],
      ['all of them', FORWARDED],
      ['Forwarded', { forwarded: 'for=203.0.113.9;host=gongyi.example;proto=https' }],
      ['X-Real-IP', { 'x-real-ip': '203.0.113.9' }],
    ])('whoever says %s is who they are', async (_what, headers) => {
      expect(await factsBy(edge, headers)).toEqual(['127.0.0.1', edge.origin]);
    });

    test('the origin is the host that the page was asked for', async () => {
      expect(await factsBy(edge, { host: 'gongyi.local:8080' })).toEqual(['127.0.0.1', 'http://gongyi.local:8080']);
    });
  });

  describe('with PUBLIC_URL', () => {
    let edge: HttpEdge;
    beforeAll(async () => {
      edge = await startHttpEdge({ publicUrl: 'https://gongyi.example' });
    });
    afterAll(() => edge[Symbol.asyncDispose]());

    test.each([
      ['nothing', {}, ['127.0.0.1', 'http://127.0.0.1']],
      ['all of them', FORWARDED, ['203.0.113.9', 'https://gongyi.example']],
      ['only for whom', { 'x-forwarded-for': '203.0.113.9' }, ['203.0.113.9', 'http://127.0.0.1']],
      // What a client says itself stands before what the proxy adds.
      ['a forged one before it', { 'x-forwarded-for': '1.2.3.4, 203.0.113.9' }, ['203.0.113.9', 'http://127.0.0.1']],
      ['one of the local network', { 'x-forwarded-for': '203.0.113.9, 10.0.0.2' }, ['10.0.0.2', 'http://127.0.0.1']],
      ['one from elsewhere', { 'x-forwarded-for': '203.0.113.9, 198.51.100.7' }, ['198.51.100.7', 'http://127.0.0.1']],
    ])('a proxy on this machine that says %s is believed', async (_what, headers, [ip, origin]) => {
      const [seenIp, seenOrigin = ''] = await factsBy(edge, { host: '127.0.0.1', ...headers });
      expect([seenIp, seenOrigin]).toEqual([ip, origin]);
    });
  });

  test('of several proxies that were named, each is believed about the one before it', async () => {
    await using edge = await startHttpEdge({ trustedProxies: ['127.0.0.1', '10.0.0.0/8'] });
    const headers = { 'x-forwarded-for': '1.2.3.4, 203.0.113.9, 10.0.0.2', 'x-forwarded-host': 'gongyi.example' };
    expect(await factsBy(edge, headers)).toEqual(['203.0.113.9', 'http://gongyi.example']);
  });
});

describe('from another machine', () => {
  const publicUrl = 'https://gongyi.example';
  const ask = async (edge: HttpEdge, peer: string, headers: Readonly<Record<string, string>> = FORWARDED) => {
    await edge.sendFrom(peer, '/trpc/hello', { host: 'gongyi.local', ...headers });
    return seen(edge.facts.at(-1));
  };
  const warnings = ({ lines }: HttpEdge) => lines.filter(({ level }) => level === 40);

  test.each([
    '192.168.1.7',
    '10.0.0.7',
    '172.16.0.7',
    '169.254.0.7',
    '100.64.0.7',
    'fd00::7',
    'fe80::7',
    '::ffff:10.0.0.7',
  ])('nobody is believed, the local network no more than others: %s', async (peer) => {
    await using edge = await startHttpEdge({ publicUrl });
    expect(await ask(edge, peer)).toEqual([peer, 'http://gongyi.local']);
    // Once of each, and with what to do if it is the proxy.
    await ask(edge, peer);
    expect(warnings(edge)).toMatchObject([{ peer, msg: expect.stringContaining(`TRUSTED_PROXIES=${peer}`) }]);
  });

  test.each([
    ['10.0.0.7', '10.0.0.7'],
    ['10.0.0.7', '::ffff:10.0.0.7'],
    ['192.168.0.0/16', '192.168.1.7'],
    ['fd00::/8', 'fd00::7'],
  ])('a proxy that TRUSTED_PROXIES names is believed: %s for %s', async (named, peer) => {
    await using edge = await startHttpEdge({ publicUrl, trustedProxies: [named] });
    expect(await ask(edge, peer)).toEqual(['203.0.113.9', 'https://gongyi.example']);
    expect(await ask(edge, '172.16.0.7')).toEqual(['172.16.0.7', 'http://gongyi.local']);
    expect(warnings(edge)).toMatchObject([{ peer: '172.16.0.7' }]);
  });

  test('those who say nothing of others are not warned of, and there is an end to the warnings', async () => {
    await using edge = await startHttpEdge({ publicUrl });
    await ask(edge, '10.0.0.1', {});
    expect(warnings(edge)).toEqual([]);
    for (let last = 0; last < 150; last++) await ask(edge, `10.0.1.${last}`);
    expect(warnings(edge)).toHaveLength(100);
  });
});

test.each([
  [null, '127.0.0.1'],
  ['https://gongyi.example', '203.0.113.9'],
])('a socket is counted like a request, with PUBLIC_URL %s', async (publicUrl, ip) => {
  await using edge = await startHttpEdge({ publicUrl });
  const headers = { ...FORWARDED, cookie: 'a=1' };
  const socket = new WebSocket(`${edge.origin.replace('http', 'ws')}/trpc`, { headers });
  await once(socket, 'open');
  socket.send(JSON.stringify({ id: 1, method: 'subscription', params: { path: 'follow' } }));
  await once(socket, 'message');
  const [facts] = edge.facts;
  expect(seen(facts)).toEqual([ip, edge.origin]);
  expect([facts?.transport, facts?.headers.get('cookie')]).toEqual(['socket', 'a=1']);
  // There is no response to put it on.
  facts?.setCookie('b=2');
  socket.terminate();
});

test('a request over HTTP says so, and its cookies are added to those that are set already', async () => {
  await using edge = await startHttpEdge();
  const response = await fetch(`${edge.origin}/trpc/signed`, { headers: { cookie: 'a=1; b=2' } });
  expect(response.headers.getSetCookie()).toEqual(['one=1; HttpOnly', 'two=2; HttpOnly']);
  expect(edge.facts).toHaveLength(1);
  expect([edge.facts[0]?.transport, edge.facts[0]?.headers.get('cookie')]).toEqual(['http', 'a=1; b=2']);
});

test('headers that came several times are all kept, and those that did not come are none', () => {
  const headers = toHeaders({ cookie: 'a=1', 'set-cookie': ['x=1', 'y=2'], origin: undefined });
  expect([headers.get('cookie'), headers.getSetCookie(), headers.has('origin')]).toEqual([
    'a=1',
    ['x=1', 'y=2'],
    false,
  ]);
});

test('an upgrade request that names no host has no origin of ours', () => {
  expect(factsOfUpgrade({}).origin).toBe('http://');
  expect(factsOfUpgrade({ host: 'gongyi.local' }).origin).toBe('http://gongyi.local');
});
