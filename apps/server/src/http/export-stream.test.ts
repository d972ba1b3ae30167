import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { EMPTY_ACTION_FIELDS, type ListedAction } from '@gongyi/domain';
import { expect, test } from 'vitest';
import { type HttpEdge, startHttpEdge } from '../test/http-edge.ts';
import { until } from '../test/until.ts';

const FORMATS = ['csv', 'xlsx'] as const;
const pathOf = (format: string) => `/api/exports/campaign-1/agreed-list.${format}`;
const requestOf = (format: string) => `GET ${pathOf(format)} HTTP/1.1\r\nHost: localhost\r\nCookie: a=1\r\n\r\n`;
const get = (edge: HttpEdge, format: string, cookie = 'a=1') =>
  fetch(edge.origin + pathOf(format), { headers: { cookie } });

/** Half a megabyte, which no packing makes smaller than a third of that. */
const PAGE_BYTES = 500_000;
function aPage(): ListedAction[] {
  return Array.from({ length: 250 }, (_, index) => ({
    ...EMPTY_ACTION_FIELDS,
    id: `a-${index}`,
    themeId: 't',
    number: `营商-${index}`,
    state: 'inProgress',
    problem: randomBytes(1_000).toString('hex'),
  }));
}

/**
 * Makes the edge answer with pages that `make` gives; how many there were, and whether they ended.
 */
function answerWith(edge: HttpEdge, make: () => AsyncGenerator<readonly ListedAction[]>) {
  const seen = { pages: 0, ended: 0 };
  edge.answers.list = async () => ({
    campaign: { name: '大讨论', themes: [], units: [] },
    actions: [],
    pages: (async function* () {
      try {
        for await (const page of make()) {
          seen.pages += 1;
          yield page;
        }
      } finally {
        seen.ended += 1;
      }
    })(),
  });
  return seen;
}

async function* endlessly() {
  for (;;) yield aPage();
}

/** Asks for a file, and reads nothing of it. */
async function askAndWait(edge: HttpEdge, format: string): Promise<Socket> {
  const socket = connect({ port: edge.port, host: '127.0.0.1' });
  socket.pause();
  socket.on('error', () => undefined);
  socket.write(requestOf(format));
  return socket;
}

test('no more of a file is made than is taken', async () => {
  await using edge = await startHttpEdge();
  let taken = 0;
  // What stands between: buffers of both ends, and of the system.
  const MOST_WAITING = 16_000_000;
  const seen = answerWith(edge, async function* () {
    for (;;) {
      // If nobody waited for the reader, this would be where it ends.
      if (seen.pages * PAGE_BYTES - taken > MOST_WAITING) throw new Error('too much is waiting');
      yield aPage();
    }
  });
  const socket = await askAndWait(edge, 'csv');
  socket.on('data', (data: Buffer) => {
    taken += data.length;
    // A slow reader: the others of this process come first, again and again.
    socket.pause();
    setImmediate(() => setImmediate(() => socket.resume()));
  });
  socket.resume();
  await until(() => expect(taken).toBeGreaterThan(MOST_WAITING));
  expect(edge.readings.running).toBe(1);
  socket.destroy();
  await until(() => expect(edge.readings.running).toBe(0));
  expect(seen.ended).toBe(1);
});

test.each(FORMATS)('who hangs up in the middle of a %s ends its making', async (format) => {
  await using edge = await startHttpEdge();
  const seen = answerWith(edge, endlessly);
  const response = await get(edge, format);
  const reader = response.body?.getReader();
  while (seen.pages === 0) await reader?.read();
  await reader?.cancel();
  await until(() => expect([seen.ended, edge.readings.running]).toEqual([1, 0]));
  expect(edge.lines.filter(({ level }) => level >= 40)).toEqual([]);
});

test('a file that is asked for behind another is made when that has been sent, and not after a hang-up', async () => {
  await using edge = await startHttpEdge({
    exportLimits: { perPerson: 2, perServer: 2, stallMs: 600_000, totalMs: 600_000 },
  });
  const seen = answerWith(edge, endlessly);
  for (let attempt = 0; attempt < 3; attempt++) {
    const socket = await askAndWait(edge, 'csv');
    for (let behind = 0; behind < 5; behind++) socket.write(requestOf('csv'));
    await until(() => expect(seen.pages).toBeGreaterThan(0));
    socket.destroy();
    await until(() => expect([seen.ended, edge.readings.running]).toEqual([attempt + 1, 0]));
    seen.pages = 0;
  }
  answerWith(edge, async function* () {
    yield aPage();
  });
  const socket = connect({ port: edge.port, host: '127.0.0.1' });
  socket.write(requestOf('csv') + requestOf('csv').replace('Cookie', 'Connection: close\r\nCookie'));
  expect((await text(socket)).match(/HTTP\/1\.1 200/g)).toHaveLength(2);
  expect(edge.lines.filter(({ level }) => level >= 40)).toEqual([]);
});

test.each(FORMATS)('what goes wrong in the middle of a %s leaves nobody with half a file', async (format) => {
  await using edge = await startHttpEdge();
  answerWith(edge, async function* () {
    yield aPage();
    throw new Error('no such column: secret');
  });
  const response = await get(edge, format);
  expect([response.status, response.headers.get('content-length')]).toEqual([200, null]);
  await expect(response.arrayBuffer()).rejects.toThrow('terminated');
  await until(() => expect(edge.readings.running).toBe(0));
  expect(edge.lines.filter(({ level }) => level >= 50)).toMatchObject([
    { err: { message: 'no such column: secret' }, route: '/api/exports/:campaignId/:file' },
  ]);
  // The next one is served.
  answerWith(edge, async function* () {
    yield aPage();
  });
  const next = await get(edge, format);
  expect((await next.arrayBuffer()).byteLength).toBeGreaterThan(PAGE_BYTES / 3);
  // With the headers that every answer has.
  expect(next.headers.get('x-content-type-options')).toBe('nosniff');
});

test('who takes nothing for too long is cut off, and so is who takes too long', async () => {
  const roomy = { perPerson: 3, perServer: 3 };
  for (const limits of [
    { ...roomy, stallMs: 20, totalMs: 600_000 },
    { ...roomy, stallMs: 600_000, totalMs: 20 },
  ]) {
    await using edge = await startHttpEdge({ exportLimits: limits });
    const seen = answerWith(edge, endlessly);
    const socket = await askAndWait(edge, 'csv');
    await until(() => expect([seen.ended, edge.readings.running]).toEqual([1, 0]));
    socket.resume();
    // No last chunk: it knows that this is not all.
    expect((await text(socket)).endsWith('\r\n0\r\n\r\n')).toBe(false);
  }
});

test.each([
  ['of one person', { perPerson: 2, perServer: 9 }, ['a=1', 'a=1', 'a=1']],
  ['of the server', { perPerson: 9, perServer: 2 }, ['a=1', 'b=2', 'c=3']],
])('there are so many at once %s, and the next is told to come again', async (_of, most, [first, second, third]) => {
  await using edge = await startHttpEdge({ exportLimits: { ...most, stallMs: 600_000, totalMs: 600_000 } });
  answerWith(edge, endlessly);
  const open = [await get(edge, 'csv', first), await get(edge, 'xlsx', second)];
  const refused = await get(edge, 'csv', third);
  expect([refused.status, refused.headers.get('retry-after'), await refused.json()]).toEqual([
    429,
    '60',
    { code: 'tooManyRequests', details: {} },
  ]);
  expect(edge.lists).toHaveLength(2);
  await open[0]?.body?.cancel();
  await until(() => expect(edge.readings.running).toBe(1));
  const next = await get(edge, 'csv', third);
  expect(next.status).toBe(200);
  const another = await get(edge, 'csv', 'd=4');
  expect(another.status).toBe(most.perServer > 2 ? 200 : 429);
  for (const { body } of [...open.slice(1), next, another]) await body?.cancel();
});

test('a refusal gives its place back', async () => {
  await using edge = await startHttpEdge({
    exportLimits: { perPerson: 1, perServer: 1, stallMs: 60_000, totalMs: 60_000 },
  });
  for (let n = 0; n < 3; n++) {
    edge.refuseList(new Error('a fault of ours'));
    expect((await get(edge, 'csv')).status).toBe(500);
  }
});
