import type { PointId } from '@gongyi/domain';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { closedStorage, memoryStorage } from '../document/test/memory-storage.ts';
import { createPrivateOutbox, type Delivery, type Pending, type PrivateContent } from './private-outbox.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const ID = 'point-1' as PointId;

function saying(text: string): PrivateContent {
  return { themeId: 't', text, source: null, category: 'problem', level: null, prompt: null };
}

/** A server that keeps what is written, and may be out of reach, or lose its answers. */
function openServer() {
  const points = new Map<string, PrivateContent>();
  const server = {
    points,
    network: 'up' as 'up' | 'down' | 'losesAnswers',
    answer: 'stored' as Delivery,
    async deliver({ pointId, content, isStored }: Pending): Promise<Delivery> {
      if (server.network === 'down') return 'later';
      if (server.answer !== 'stored') return server.answer;
      if (content === null) points.delete(pointId);
      else if (isStored || !points.has(pointId)) points.set(pointId, content);
      return server.network === 'up' ? 'stored' : 'later';
    },
  };
  return server;
}

function openPage(server: ReturnType<typeof openServer>, storage = memoryStorage(), maySend = true) {
  const outbox = createPrivateOutbox({
    storage,
    sessionId: 's1',
    authorId: 'me',
    deliver: server.deliver,
    onStored: () => undefined,
    onChange: () => undefined,
  });
  outbox.allow(maySend);
  return { outbox, storage };
}

const LONG_ENOUGH_MS = 60_000;

test('what is written goes out, and leaves nothing behind', async () => {
  const server = openServer();
  const { outbox, storage } = openPage(server);
  outbox.put(ID, saying('一条'), false);
  expect(outbox.pending()).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(LONG_ENOUGH_MS);
  expect(server.points.get(ID)?.text).toBe('一条');
  expect(outbox.pending()).toEqual([]);
  expect(storage.content.size).toBe(0);
});

test('what is written without a network survives a closed tab and goes out from the next one', async () => {
  const server = openServer();
  server.network = 'down';
  const { outbox, storage } = openPage(server);
  outbox.put(ID, saying('断网时写的'), false);
  await vi.advanceTimersByTimeAsync(LONG_ENOUGH_MS);
  outbox.allow(false);
  server.network = 'up';
  const next = openPage(server, storage);
  expect(next.outbox.pending().map(({ content }) => content?.text)).toEqual(['断网时写的']);
  await vi.advanceTimersByTimeAsync(LONG_ENOUGH_MS);
  expect([...server.points.values()].map(({ text }) => text)).toEqual(['断网时写的']);
  expect(next.outbox.pending()).toEqual([]);
});

test('when answers are lost, one point is made, and its newest wording stands', async () => {
  const server = openServer();
  server.network = 'losesAnswers';
  const { outbox } = openPage(server);
  outbox.put(ID, saying('旧'), false);
  await vi.advanceTimersByTimeAsync(5_000);
  outbox.put(ID, saying('新'), false);
  await vi.advanceTimersByTimeAsync(5_000);
  server.network = 'up';
  await vi.advanceTimersByTimeAsync(LONG_ENOUGH_MS);
  expect([...server.points.values()].map(({ text }) => text)).toEqual(['新']);
  expect(outbox.pending()).toEqual([]);
});

test('what is done to a point while it is on its way goes out after it', async () => {
  const server = openServer();
  const { deliver } = server;
  server.deliver = async (pending) => {
    const delivery = await deliver(pending);
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    return delivery;
  };
  const { outbox, storage } = openPage(server);
  outbox.put(ID, saying('前半句'), false);
  await vi.advanceTimersByTimeAsync(1_000);
  outbox.put(ID, saying('前半句，后半句'), false);
  await vi.advanceTimersByTimeAsync(LONG_ENOUGH_MS);
  expect(server.points.get(ID)?.text).toBe('前半句，后半句');
  outbox.put(ID, saying('再改一次'), true);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(server.points.get(ID)?.text).toBe('再改一次');
  outbox.remove(ID, true);
  await vi.advanceTimersByTimeAsync(LONG_ENOUGH_MS);
  expect(server.points.size).toBe(0);
  expect(outbox.pending()).toEqual([]);
  expect(storage.content.size).toBe(0);
});

test('what was deleted stays deleted, also when its writing was on the way', async () => {
  const server = openServer();
  server.network = 'losesAnswers';
  const { outbox } = openPage(server);
  outbox.put(ID, saying('不要了'), false);
  await vi.advanceTimersByTimeAsync(5_000);
  outbox.remove(ID, false);
  server.network = 'up';
  await vi.advanceTimersByTimeAsync(LONG_ENOUGH_MS);
  expect(server.points.size).toBe(0);
  expect(outbox.pending()).toEqual([]);
});

test('a themed point that comes too late goes to the inbox', async () => {
  const server = openServer();
  const { outbox } = openPage(server, memoryStorage(), false);
  outbox.put(ID, saying('晚了一步'), false);
  server.answer = 'themesClosed';
  outbox.allow(true);
  await vi.advanceTimersByTimeAsync(0);
  server.answer = 'stored';
  await vi.advanceTimersByTimeAsync(LONG_ENOUGH_MS);
  expect(server.points.get(ID)).toMatchObject({ themeId: 'inbox', text: '晚了一步' });
});

/** A server that refuses the first that it is sent, and says so when it is told to. */
function refusingOnce() {
  const server = openServer();
  const refusals: (() => void)[] = [];
  let sent = 0;
  const deliver = (pending: Pending): Promise<Delivery> => {
    sent += 1;
    if (sent > 1) return server.deliver(pending);
    return new Promise((resolve) => refusals.push(() => resolve({ refused: 'invalidInput' })));
  };
  return { ...server, deliver, refuse: () => refusals[0]?.() };
}

test('a wording that was typed while an older one was refused is sent, and judged by itself', async () => {
  const server = refusingOnce();
  const { outbox } = openPage(server);
  outbox.put(ID, saying('太长的'), false);
  await vi.advanceTimersByTimeAsync(0);
  outbox.put(ID, saying('短'), false);
  server.refuse();
  await vi.advanceTimersByTimeAsync(LONG_ENOUGH_MS);
  expect(outbox.pending()).toEqual([]);
  expect([...server.points.values()].map(({ text }) => text)).toEqual(['短']);
});

test('one that was deleted while it was refused is not kept as refused', async () => {
  const server = refusingOnce();
  const { outbox, storage } = openPage(server);
  outbox.put(ID, saying('太长的'), false);
  await vi.advanceTimersByTimeAsync(0);
  outbox.remove(ID, false);
  server.refuse();
  await vi.advanceTimersByTimeAsync(LONG_ENOUGH_MS);
  expect([outbox.pending(), storage.content.size]).toEqual([[], 0]);
});

test('what is refused stays with its reason, and the others go on', async () => {
  const server = openServer();
  server.answer = { refused: 'limitReached' };
  const { outbox } = openPage(server);
  outbox.put(ID, saying('太多了'), false);
  await vi.advanceTimersByTimeAsync(LONG_ENOUGH_MS);
  expect(outbox.pending().map(({ refused }) => refused)).toEqual(['limitReached']);
  server.answer = 'stored';
  outbox.put('point-2' as PointId, saying('还有一条'), false);
  await vi.advanceTimersByTimeAsync(LONG_ENOUGH_MS);
  expect([...server.points.keys()]).toEqual(['point-2']);
  outbox.put(ID, saying('改短了'), false);
  await vi.advanceTimersByTimeAsync(LONG_ENOUGH_MS);
  expect(server.points.get(ID)?.text).toBe('改短了');
});

test('where the device keeps nothing, it says so and sends all the same', async () => {
  const server = openServer();
  const outbox = createPrivateOutbox({
    storage: closedStorage(),
    sessionId: 's1',
    authorId: 'me',
    deliver: server.deliver,
    onStored: () => undefined,
    onChange: () => undefined,
  });
  outbox.put(ID, saying('一条'), false);
  expect(outbox.pending().map(({ isOnDevice }) => isOnDevice)).toEqual([false]);
  outbox.allow(true);
  await vi.advanceTimersByTimeAsync(LONG_ENOUGH_MS);
  expect(server.points.size).toBe(1);
});
