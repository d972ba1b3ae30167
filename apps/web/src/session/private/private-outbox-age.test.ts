import type { PointId } from '@gongyi/domain';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { memoryStorage } from '../document/test/memory-storage.ts';
import { createPrivateOutbox } from './private-outbox.ts';

const DAY_MS = 86_400_000;
const KEPT_DAYS = 30;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A page that is opened and never sends anything. */
function openPage(storage: ReturnType<typeof memoryStorage>, sessionId = 's1', authorId = 'me') {
  return createPrivateOutbox({
    storage,
    sessionId,
    authorId,
    deliver: async () => 'later',
    onStored: () => undefined,
    onChange: () => undefined,
  });
}

const saying = (text: string) =>
  ({ themeId: 't', text, source: null, category: 'problem', level: null, prompt: null }) as const;
const textsOn = (storage: ReturnType<typeof memoryStorage>) =>
  [...storage.content.values()].map((value) => JSON.parse(value).content.text).sort();

test('what nobody came back for in thirty days leaves the device when any page opens, whosever it was; younger words stay', () => {
  const storage = memoryStorage();
  openPage(storage, 's1', 'me').put('p1' as PointId, saying('我的旧话'), false);
  openPage(storage, 's2', 'other').put('p2' as PointId, saying('别人的旧话'), false);
  vi.advanceTimersByTime(1);
  openPage(storage, 's2', 'other').put('p3' as PointId, saying('别人的新话'), false);
  vi.advanceTimersByTime(KEPT_DAYS * DAY_MS - 1);
  openPage(storage, 's3');
  expect(textsOn(storage)).toEqual(['别人的新话', '别人的旧话', '我的旧话'].sort());
  vi.advanceTimersByTime(1);
  openPage(storage, 's3');
  expect(textsOn(storage)).toEqual(['别人的新话']);
});

test('words count from when they were first written, however often they are changed or deleted', () => {
  const storage = memoryStorage();
  const page = openPage(storage);
  page.put('p1' as PointId, saying('一'), false);
  page.put('p2' as PointId, saying('二'), true);
  vi.advanceTimersByTime(KEPT_DAYS * DAY_MS);
  page.put('p1' as PointId, saying('一改'), false);
  page.remove('p2' as PointId, true);
  const written = [...storage.content.values()].map((value) => JSON.parse(value).at as number);
  expect(written).toEqual([Date.now() - KEPT_DAYS * DAY_MS, Date.now() - KEPT_DAYS * DAY_MS]);
});

test('what cannot be read goes as well, and what is not ours stays', () => {
  const storage = memoryStorage();
  storage.setItem('gongyi.private.s1.me.p1', 'no JSON');
  storage.setItem('gongyi.private.s1.me.p2', JSON.stringify({ content: saying('没有时间') }));
  storage.setItem('gongyi.private.s1.me.p3', JSON.stringify({ at: Date.now(), content: { text: '没有主题' } }));
  storage.setItem('gongyi.theme', 'dark');
  expect(openPage(storage).pending()).toEqual([]);
  expect([...storage.content.keys()]).toEqual(['gongyi.theme']);
});

test('a page takes up its own person’s points of its own session, the oldest first, and may send them at once', () => {
  const storage = memoryStorage();
  const write = (key: string, at: number, text: string) =>
    storage.setItem(`gongyi.private.${key}`, JSON.stringify({ at, content: saying(text), refused: 'limitReached' }));
  const now = Date.now();
  write('s1.me.p2', now, '二');
  write('s1.me.p1', now - 1, '一');
  write('s1.other.p3', now, '别人的');
  write('s2.me.p4', now, '别的场次');
  const pending = openPage(storage).pending();
  expect(pending.map(({ pointId, content, refused }) => [pointId, content?.text, refused])).toEqual([
    ['p1', '一', null],
    ['p2', '二', null],
  ]);
});
