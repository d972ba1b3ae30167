import { once } from 'node:events';
import { LIMITS } from '@gongyi/domain';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { type HttpEdge, startHttpEdge } from '../test/http-edge.ts';
import { openSubscriptions } from '../test/subscriptions-page.ts';
import { until } from '../test/until.ts';

let edge: HttpEdge;
beforeAll(async () => {
  edge = await startHttpEdge();
});
afterAll(() => edge[Symbol.asyncDispose]());

describe('one request', () => {
  test('asks for twenty things at most, whose names may be long', async () => {
    const ask = (count: number) => {
      const paths = Array(count).fill('hello').join(',');
      return fetch(`${edge.origin}/trpc/${paths}?batch=1`);
    };
    const twenty = await ask(20);
    expect(twenty.status).toBe(200);
    expect(await twenty.json()).toHaveLength(20);
    expect((await ask(21)).status).toBe(400);
    // A path of a thousand characters is read.
    const long = await fetch(`${edge.origin}/trpc/${'x'.repeat(1_000)}`);
    expect([long.status, long.headers.get('content-type')]).toEqual([404, expect.stringContaining('json')]);
  });

  test('has a body of so many bytes, and no more', async () => {
    const send = (bytes: number) =>
      fetch(`${edge.origin}/trpc/say`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify('x'.repeat(bytes - 2)),
      });
    expect((await send(LIMITS.httpBodyBytes)).status).toBe(200);
    expect((await send(LIMITS.httpBodyBytes + 1)).status).toBe(413);
  });

  test('is not written down: addresses hold codes and tokens', async () => {
    const before = edge.lines.length;
    await fetch(`${edge.origin}/j/ABCD-EFGH?token=secret`);
    await fetch(`${edge.origin}/trpc/hello`);
    expect(edge.lines.slice(before)).toEqual([]);
  });
});

test('says that it is well, and how the documents fare', async () => {
  const health = await fetch(`${edge.origin}/healthz`);
  expect([health.status, await health.json()]).toEqual([200, { ok: true }]);
  const counts = await fetch(`${edge.origin}/metrics`);
  expect([counts.headers.get('content-type'), await counts.text()]).toEqual([
    'text/plain; version=0.0.4; charset=utf-8',
    'counts 1\n',
  ]);
});

test('leads the sockets of documents to the sync server', async () => {
  const socket = new WebSocket(`${edge.origin.replace('http', 'ws')}/sync/s1?x=1`, { headers: { cookie: 'a=1' } });
  const [{ message }] = await once(socket, 'error');
  expect(message).toContain('503');
  expect(edge.upgrades.at(-1)).toMatchObject({ url: '/sync/s1?x=1', headers: { cookie: 'a=1' } });
});

describe('a socket of subscriptions', () => {
  test('takes frames of 16 kB, and no larger ones', async () => {
    using page = await openSubscriptions(edge);
    const ask = (bytes: number) => {
      const frame = JSON.stringify({ id: bytes, method: 'subscription', params: { path: 'follow' }, more: '' });
      page.socket.send(frame.replace('"more":""', `"more":"${'x'.repeat(bytes - frame.length)}"`));
    };
    ask(16_384);
    await until(() => expect(page.started()).toEqual([16_384]));
    const ended = once(page.socket, 'close').then(([code]) => `closed with ${code}`);
    const answered = once(page.socket, 'message').then(() => 'answered');
    ask(16_385);
    expect(await Promise.race([ended, answered])).toBe('closed with 1009');
  });

  test('has a fault of ours written down, and no refusal', async () => {
    using page = await openSubscriptions(edge);
    await page.subscribe('refuse');
    await until(() => expect(page.messages.some(({ error }) => error !== undefined)).toBe(true));
    expect(edge.lines.filter(({ msg }) => msg === 'a subscription failed')).toEqual([]);
    using other = await openSubscriptions(edge);
    await other.subscribe('fail');
    await until(() => expect(other.messages.some(({ error }) => error !== undefined)).toBe(true));
    expect(edge.lines.filter(({ msg }) => msg === 'a subscription failed')).toMatchObject([
      { level: 50, path: 'fail', err: { message: 'a fault of ours' } },
    ]);
  });
});

describe('closing', () => {
  test('tells subscriptions to come back, ends their sockets, and takes no more', async () => {
    await using server = await startHttpEdge();
    using page = await openSubscriptions(server);
    await page.subscribe('follow');
    const ended = once(page.socket, 'close').then(([code]) => `closed with ${code}`);
    const closing = server.close();
    await until(() => expect(page.messages).toContainEqual({ id: null, method: 'reconnect' }));
    // Whatever was to be said was said before this is answered, if anybody still answers.
    const answered = once(page.socket, 'pong').then(() => 'still open');
    if (page.socket.readyState === page.socket.OPEN) page.socket.ping();
    expect(await Promise.race([ended, answered])).toBe('closed with 1001');
    await closing;
    await expect(fetch(`${server.origin}/healthz`)).rejects.toThrow();
  });

  test('waits for the answer to a request that is under way, on a connection that would stay', async () => {
    await using server = await startHttpEdge();
    const answer = server.holdSlow();
    const asked = fetch(`${server.origin}/trpc/slow`).then(
      async (response) => [response.status, await response.json()],
      (error: unknown) => `cut off: ${error}`,
    );
    await until(() => expect(server.facts).toHaveLength(1));
    let isClosed = false;
    const closing = server.close().then(() => {
      isClosed = true;
    });
    // New ones are turned away by now, and whoever cuts others off has done so.
    await until(async () => expect(await statusOf(server)).not.toBe(200));
    expect(isClosed).toBe(false);
    answer();
    expect(await asked).toEqual([200, { result: { data: 'at last' } }]);
    await closing;
  });

  test('waits no longer for whoever has hung up', async () => {
    await using server = await startHttpEdge();
    server.holdSlow();
    const caller = new AbortController();
    const asked = fetch(`${server.origin}/trpc/slow`, { signal: caller.signal }).catch(() => 'hung up');
    await until(() => expect(server.facts).toHaveLength(1));
    // No time passes, in which it might be given up.
    fakeTimeouts();
    let isClosed = false;
    server.close().then(() => {
      isClosed = true;
    });
    caller.abort();
    expect(await asked).toBe('hung up');
    try {
      await until(() => expect(isClosed).toBe(true));
    } finally {
      vi.advanceTimersByTime(60_000);
    }
  });

  test('waits no longer than ten seconds, and closes all the same', async () => {
    await using server = await startHttpEdge();
    server.holdSlow();
    const asked = fetch(`${server.origin}/trpc/slow`).then(
      () => 'answered',
      () => 'cut off',
    );
    await until(() => expect(server.facts).toHaveLength(1));
    fakeTimeouts();
    let outcome = 'still open';
    server.close().then(
      () => {
        outcome = 'closed';
      },
      (error: unknown) => {
        outcome = String(error);
      },
    );
    const passSeconds = async (seconds: number) => {
      for (; seconds > 0 && outcome === 'still open'; seconds--) {
        await new Promise((resolve) => setImmediate(resolve));
        await vi.advanceTimersByTimeAsync(1_000);
      }
    };
    await passSeconds(9);
    expect(outcome).toBe('still open');
    await passSeconds(30);
    expect(outcome).toBe('closed');
    expect(await asked).toBe('cut off');
  });
});

function fakeTimeouts() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
}

/** 0 when nobody listens any more. */
async function statusOf({ origin }: HttpEdge): Promise<number> {
  const headers = { connection: 'close' };
  return fetch(`${origin}/healthz`, { headers }).then(
    ({ status }) => status,
    () => 0,
  );
}
