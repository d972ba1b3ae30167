import { describe, expect, test } from 'vitest';
import { startHttpEdge } from '../test/http-edge.ts';
import { sendRaw } from '../test/send-raw.ts';

const COUNTS = 'counts 1\n';
const TOKEN = 'a-token-of-ours-0123456789';

describe('without METRICS_TOKEN, the counts', () => {
  test('are for programs on this machine', async () => {
    await using edge = await startHttpEdge();
    const { status, body } = await sendRaw(edge.port, 'GET', '/metrics');
    expect([status, body]).toEqual([200, expect.stringContaining(COUNTS)]);
    for (const peer of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) {
      expect((await edge.sendFrom(peer, '/metrics')).statusCode).toBe(200);
    }
  });

  test.each([
    ['x-forwarded-for', '203.0.113.9'],
    // Whatever it says: that there is a proxy is enough.
    ['x-forwarded-for', '127.0.0.1'],
    ['x-forwarded-for', ''],
    ['x-forwarded-host', 'gongyi.example'],
    ['x-forwarded-proto', 'https'],
    ['x-real-ip', '127.0.0.1'],
    ['forwarded', 'for=127.0.0.1'],
    ['via', '1.1 proxy'],
  ])('are not for whom a proxy passes on: %s: %s', async (name, value) => {
    for (const publicUrl of [null, 'https://gongyi.example']) {
      await using edge = await startHttpEdge({ publicUrl });
      for (const method of ['GET', 'HEAD']) {
        const { status, body } = await sendRaw(edge.port, method, '/metrics', { [name]: value });
        expect([status, body]).toEqual([404, '']);
      }
    }
  });

  test.each(['192.168.1.7', '10.0.0.7', 'fd00::7', '203.0.113.9'])('are not for %s', async (peer) => {
    await using edge = await startHttpEdge({ publicUrl: 'https://gongyi.example', trustedProxies: [peer] });
    const tries: Record<string, string>[] = [{}, { 'x-forwarded-for': '127.0.0.1' }, { authorization: 'Bearer null' }];
    for (const headers of tries) {
      const { statusCode, body } = await edge.sendFrom(peer, '/metrics', headers);
      expect([statusCode, body]).toEqual([404, '']);
    }
  });
});

describe('with METRICS_TOKEN, the counts', () => {
  test('are for whoever has it, from wherever', async () => {
    await using edge = await startHttpEdge({ metricsToken: TOKEN });
    const headers = { authorization: `Bearer ${TOKEN}` };
    expect(await edge.sendFrom('203.0.113.9', '/metrics', headers)).toMatchObject({ statusCode: 200, body: COUNTS });
    expect(
      await edge.sendFrom('127.0.0.1', '/metrics', { ...headers, 'x-forwarded-for': '203.0.113.9' }),
    ).toMatchObject({ statusCode: 200, headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' } });
  });

  test.each([
    [''],
    ['Bearer '],
    [TOKEN],
    [`Basic ${TOKEN}`],
    [`Bearer ${TOKEN}x`],
    [`Bearer ${TOKEN.slice(0, -1)}`],
    [`Bearer ${TOKEN.toUpperCase()}`],
  ])('are not for "%s", on this machine neither', async (authorization) => {
    await using edge = await startHttpEdge({ metricsToken: TOKEN });
    const { statusCode, body, headers } = await edge.sendFrom('127.0.0.1', '/metrics', { authorization });
    expect([statusCode, body, headers['www-authenticate']]).toEqual([401, '', 'Bearer']);
  });
});
