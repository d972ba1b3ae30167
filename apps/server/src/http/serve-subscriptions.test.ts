import { once } from 'node:events';
import { connect } from 'node:net';
import { DomainError, LIMITS } from '@gongyi/domain';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { type HttpEdge, startHttpEdge } from '../test/http-edge.ts';
import { openSubscriptions, statusOfUpgrade } from '../test/subscriptions-page.ts';
import { until } from '../test/until.ts';

let edge: HttpEdge;
beforeAll(async () => {
  edge = await startHttpEdge();
});
afterAll(() => edge[Symbol.asyncDispose]());

const CUT = [1008];
const numbered = (count: number, first = 1) => Array.from({ length: count }, (_, n) => first + n);

describe('what is said over one socket', () => {
  test.each([
    ['a query', { id: 1, method: 'query', params: { path: 'hello' } }],
    ['a decision', { id: 1, method: 'mutation', params: { path: 'say', input: 'x' } }],
    [
      'a query among subscriptions',
      [
        { id: 1, method: 'subscription', params: { path: 'follow' } },
        { id: 2, method: 'query', params: { path: 'hello' } },
      ],
    ],
    ['nothing at all', null],
  ])('%s cuts it off, and is not answered', async (_what, said) => {
    using page = await openSubscriptions(edge);
    page.say(said);
    await until(() => expect(page.closed).toEqual(CUT));
    expect(page.messages).toEqual([]);
  });

  test('a thousand queries at once are none of them answered', async () => {
    using page = await openSubscriptions(edge);
    for (const _ of numbered(1_000)) page.say({ id: 1, method: 'query', params: { path: 'hello' } });
    await until(() => expect(page.closed).toEqual(CUT));
    expect(page.messages).toEqual([]);
  });

  test('so many subscriptions run at once, and as many others when they have ended', async () => {
    using page = await openSubscriptions(edge);
    const most = LIMITS.subscriptionsPerSocket;
    page.start('follow', ...numbered(most));
    await until(() => expect(page.started()).toEqual(numbered(most)));
    page.stop(...numbered(most));
    await until(() => expect(page.stopped()).toHaveLength(most));
    page.start('follow', ...numbered(most, 101));
    await until(() => expect(page.started()).toHaveLength(2 * most));
    page.start('follow', 201);
    await until(() => expect(page.closed).toEqual(CUT));
    await until(() => expect(edge.follows.running).toBe(0));
  });

  test('what was refused counts no more', async () => {
    using page = await openSubscriptions(edge);
    for (const id of numbered(LIMITS.subscriptionsPerSocket * 2)) {
      page.start('refuse', id);
      await until(() =>
        expect(page.stopped().length + page.messages.filter(({ error }) => error).length).toBeGreaterThanOrEqual(id),
      );
    }
    expect(page.closed).toEqual([]);
  });

  test('one that is not wanted any more before it has begun ends when it has', async () => {
    using page = await openSubscriptions(edge);
    const [start, stop] = [
      { id: 7, method: 'subscription', params: { path: 'follow' } },
      { id: 7, method: 'subscription.stop' },
    ];
    page.say([start, stop]);
    await until(() => expect(page.stopped()).toEqual([7]));
    await until(() => expect(edge.follows.running).toBe(0));
  });

  test('whoever says more than pages do is cut off, keepalives included', async () => {
    using page = await openSubscriptions(edge);
    for (const _ of numbered(10_000)) page.socket.send('PING');
    await until(() => expect(page.closed).toEqual(CUT));
    expect(page.pongs()).toBeLessThan(LIMITS.subscriptionMessagesBurst + 100);
    using other = await openSubscriptions(edge);
    for (const n of numbered(1_000)) other.stop(n);
    await until(() => expect(other.closed).toEqual(CUT));
  });

  test.each<[string, (socket: WebSocket) => void]>([
    ['pings', (socket) => socket.ping()],
    ['answers to pings that nobody sent', (socket) => socket.pong()],
    ['pieces of one message, with nothing in them', (socket) => socket.send('', { fin: false })],
  ])('%s without end are counted, and cut off', async (_, say) => {
    using page = await openSubscriptions(edge);
    await page.subscribe('follow');
    let answers = 0;
    page.socket.on('pong', () => answers++);
    for (const _one of numbered(40_000)) say(page.socket);
    await until(() => expect(page.closed).toEqual(CUT));
    expect(answers).toBeLessThan(LIMITS.subscriptionMessagesBurst + 100);
    await until(() => expect(edge.follows.running).toBe(0));
  });

  test('a ping is answered', async () => {
    using page = await openSubscriptions(edge);
    const answered = once(page.socket, 'pong');
    page.socket.ping('here?');
    expect(String((await answered)[0])).toBe('here?');
  });

  test('nothing is kept for whoever does not read: they are cut off', async () => {
    using page = await openSubscriptions(edge);
    page.start('pour', 1);
    page.socket.pause();
    await until(() => expect(edge.follows.poured).toBeGreaterThan(0));
    await until(() => expect(edge.follows.running).toBe(0));
    expect(edge.follows.poured).toBeLessThan(1_000);
  });

  test('one on which nothing runs is cut off after a while, and one on which something does is not', async () => {
    // Before any of them is opened: a timer that was set by the real clock would end none of them.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    using busy = await openSubscriptions(edge);
    await busy.subscribe('follow');
    using idle = await openSubscriptions(edge);
    using done = await openSubscriptions(edge);
    await done.subscribe('follow');
    done.stop(1);
    await until(() => expect(done.stopped()).toEqual([1]));
    await vi.advanceTimersByTimeAsync(20_000);
    await until(() => expect([idle.closed, done.closed]).toEqual([CUT, CUT]));
    // Answered after whatever else was to be said.
    busy.socket.send('PING');
    await until(() => expect(busy.pongs()).toBe(1));
    expect(busy.closed).toEqual([]);
  });
});

describe('who may open one', () => {
  test('nobody who could follow nothing', async () => {
    await using server = await startHttpEdge();
    server.answers.follower = async ({ headers }) => headers.get('cookie');
    expect(await statusOfUpgrade(server)).toBe(403);
    expect(await statusOfUpgrade(server, { cookie: 'a=1' })).toBe(101);
    expect(server.facts).toHaveLength(1);
    server.answers.follower = () => Promise.reject(new DomainError('serverUnavailable'));
    expect(await statusOfUpgrade(server, { cookie: 'a=1' })).toBe(503);
  });

  test('so many of one person at once, whatever others have', async () => {
    await using server = await startHttpEdge({ subscriptionLimits: { perPerson: 2, perAddress: 100 } });
    const [one, other] = [{ cookie: 'one' }, { cookie: 'other' }];
    using first = await openSubscriptions(server, one);
    using _second = await openSubscriptions(server, one);
    expect(await statusOfUpgrade(server, one)).toBe(429);
    expect(await statusOfUpgrade(server, other)).toBe(101);
    first.socket.close();
    await once(first.socket, 'close');
    await until(async () => expect(await statusOfUpgrade(server, one)).toBe(101));
  });

  test('whoever hangs up while it is asked who they are keeps no place', async () => {
    await using server = await startHttpEdge({ subscriptionLimits: { perPerson: 1, perAddress: 1 } });
    let answer: (who: string) => void = () => undefined;
    let asked = false;
    server.answers.follower = ({ headers }) =>
      headers.get('cookie') === 'one'
        ? new Promise((resolve) => {
            answer = resolve;
            asked = true;
          })
        : Promise.resolve(null);
    const page = connect(server.port, '127.0.0.1');
    page.write('GET /trpc HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nCookie: one\r\n\r\n');
    await until(() => expect(asked).toBe(true));
    // A goodbye would wait to be read.
    page.resetAndDestroy();
    // The place of the address is free again: the server has seen that they are gone.
    await until(async () => expect(await statusOfUpgrade(server, { cookie: 'two' })).toBe(403));
    answer('one');
    server.answers.follower = async () => 'one';
    await until(async () => expect(await statusOfUpgrade(server, { cookie: 'one' })).toBe(101));
  });

  test('so many of one address at once, those who are being asked about included', async () => {
    await using server = await startHttpEdge({ subscriptionLimits: { perPerson: 100, perAddress: 2 } });
    using first = await openSubscriptions(server, { cookie: 'one' });
    let answer: (who: null) => void = () => undefined;
    server.answers.follower = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    const asked = statusOfUpgrade(server, { cookie: 'two' });
    await until(async () => expect(await statusOfUpgrade(server, { cookie: 'three' })).toBe(429));
    answer(null);
    expect(await asked).toBe(403);
    server.answers.follower = async () => 'four';
    await until(async () => expect(await statusOfUpgrade(server)).toBe(101));
    expect(first.closed).toEqual([]);
  });
});
