import type { PointId } from '@gongyi/domain';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { memoryStorage } from '../document/test/memory-storage.ts';
import { createPrivateOutbox, type Delivery, type Pending } from './private-outbox.ts';

beforeEach(() => {
  vi.useFakeTimers();
  // The middle of what chance may make of a wait.
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const ID = 'p' as PointId;
const saying = (text: string) =>
  ({ themeId: 't', text, source: null, category: 'problem', level: null, prompt: null }) as const;

function openPage(answer: Delivery) {
  const sent: Pending[] = [];
  const server = { answer };
  const outbox = createPrivateOutbox({
    storage: memoryStorage(),
    sessionId: 's',
    authorId: 'me',
    async deliver(pending) {
      sent.push(pending);
      return server.answer;
    },
    onStored: () => undefined,
    onChange: () => undefined,
  });
  outbox.allow(true);
  const after = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  return { outbox, server, after, texts: () => sent.map(({ content }) => content?.text ?? null) };
}

test('a new point goes out at once; typing in one that is stored goes out when it rests, in its last wording', async () => {
  const { outbox, after, texts } = openPage('stored');
  outbox.put(ID, saying('新'), false);
  await after(0);
  expect(texts()).toEqual(['新']);
  for (const text of ['新的', '新的一', '新的一条']) {
    outbox.put(ID, saying(text), true);
    await after(500);
  }
  expect(texts()).toEqual(['新']);
  await after(500);
  expect(texts()).toEqual(['新', '新的一条']);
});

test('what is deleted does not wait for rest', async () => {
  const { outbox, after, texts } = openPage('stored');
  outbox.put(ID, saying('新的'), true);
  outbox.remove(ID, true);
  await after(0);
  expect(texts()).toEqual([null]);
});

test('a server that says nothing is asked less and less often, but at least four times a minute; woken, at once', async () => {
  const { outbox, server, after, texts } = openPage('later');
  outbox.put(ID, saying('新'), false);
  await after(0);
  for (const [wait, count] of [
    [1_000, 2],
    [2_000, 3],
    [4_000, 4],
    [8_000, 5],
    [15_000, 6],
    [15_000, 7],
  ] as const) {
    await after(wait - 1);
    expect(texts()).toHaveLength(count - 1);
    await after(1);
    expect(texts()).toHaveLength(count);
  }
  outbox.wake();
  await after(0);
  expect(texts()).toHaveLength(8);
  // It begins anew with short waits, and ends with an answer.
  server.answer = 'stored';
  await after(1_000);
  expect(texts()).toHaveLength(9);
  await after(60_000);
  expect(texts()).toHaveLength(9);
});

test('nothing goes out while nothing may', async () => {
  const { outbox, after, texts } = openPage('stored');
  outbox.allow(false);
  outbox.put(ID, saying('新'), false);
  await after(60_000);
  expect(texts()).toEqual([]);
  outbox.allow(true);
  await after(0);
  expect(texts()).toEqual(['新']);
});
