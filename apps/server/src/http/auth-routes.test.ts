import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HttpEdge, startHttpEdge } from '../test/http-edge.ts';
import { sendRaw } from '../test/send-raw.ts';

let edge: HttpEdge;
beforeAll(async () => {
  edge = await startHttpEdge();
});
afterAll(() => edge[Symbol.asyncDispose]());

const JSON_TYPE = { 'content-type': 'application/json' };

test('a form of JSON arrives as it was meant, however it was spaced', async () => {
  const body = '{ "email":   "wang@example.org" , "password": "秘密" }';
  const response = await fetch(`${edge.origin}/api/auth/sign-in/email?next=%2Fhome`, {
    method: 'POST',
    headers: { ...JSON_TYPE, cookie: 'a=1', origin: edge.origin },
    body,
  });
  expect(response.status).toBe(200);
  const { request, body: received } = edge.signIns.at(-1) ?? {};
  expect(request?.method).toBe('POST');
  expect(request?.url).toBe(`${edge.origin}/api/auth/sign-in/email?next=%2Fhome`);
  expect(JSON.parse(received ?? '')).toEqual(JSON.parse(body));
  expect([request?.headers.get('cookie'), request?.headers.get('origin')]).toEqual(['a=1', edge.origin]);
  // They were those of the body as it was sent.
  for (const name of ['content-length', 'transfer-encoding', 'content-encoding'])
    expect([name, request?.headers.get(name)]).toEqual([name, null]);
});

test('nor does it matter in what pieces it was sent', async () => {
  const answer = await sendRaw(
    edge.port,
    'POST',
    '/api/auth/sign-out',
    { ...JSON_TYPE, 'transfer-encoding': 'chunked' },
    '3\r\n{"a\r\n4\r\n":1}\r\n0\r\n\r\n',
  );
  expect(answer.status).toBe(200);
  const { request, body } = edge.signIns.at(-1) ?? {};
  expect([body, request?.headers.get('transfer-encoding')]).toEqual(['{"a":1}', null]);
});

test.each(['GET', 'POST'])('a %s without a body has none', async (method) => {
  const response = await fetch(`${edge.origin}/api/auth/get-session`, { method });
  expect(response.status).toBe(200);
  expect(edge.signIns.at(-1)).toMatchObject({ body: '' });
  expect(edge.signIns.at(-1)?.request.method).toBe(method);
});

test.each(['PUT', 'DELETE', 'PATCH'])('nobody answers a %s', async (method) => {
  const before = edge.signIns.length;
  const response = await fetch(`${edge.origin}/api/auth/get-session`, { method });
  expect([response.status, edge.signIns.length]).toEqual([404, before]);
});

test('the answer comes back whole: status, headers, each cookie apart, and every byte', async () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, value) => value);
  const headers = new Headers({ 'x-said': 'so', 'content-type': 'application/octet-stream' });
  const cookies = ['gongyi.session=a; Expires=Tue, 01 Dec 2026 08:00:00 GMT; HttpOnly', 'gongyi.data=b; HttpOnly'];
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  edge.answers.signIn = () => new Response(bytes, { status: 418, headers });
  const response = await fetch(`${edge.origin}/api/auth/get-session`);
  edge.answers.signIn = () => new Response(null);
  expect(response.status).toBe(418);
  expect([response.headers.get('x-said'), response.headers.get('content-type')]).toEqual([
    'so',
    'application/octet-stream',
  ]);
  expect(response.headers.getSetCookie()).toEqual(cookies);
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
});
