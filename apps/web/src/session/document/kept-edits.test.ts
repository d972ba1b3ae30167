import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createKeptEdits } from './kept-edits.ts';
import { closedStorage, memoryStorage } from './test/memory-storage.ts';

const EDIT = { update: new Uint8Array([1, 0, 255, 128]), points: ['p1'] } as const;

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-01-31') }));
afterEach(() => void vi.useRealTimers());

test('another page of the same person finds what was kept, byte for byte, oldest first', () => {
  const storage = memoryStorage();
  const page = createKeptEdits(storage, 's1', 'me');
  page.keep({ ...EDIT, at: Date.now() });
  page.keep({ ...EDIT, points: ['p2'], at: Date.now() - 1 });
  const found = createKeptEdits(storage, 's1', 'me').all();
  expect(found).toMatchObject([{ points: ['p2'] }, { ...EDIT, isOnDevice: true }]);
});

test('edits of another person and of another session are not found', () => {
  const storage = memoryStorage();
  createKeptEdits(storage, 's1', 'me').keep({ ...EDIT, at: Date.now() });
  expect(createKeptEdits(storage, 's1', 'you').all()).toEqual([]);
  expect(createKeptEdits(storage, 's2', 'me').all()).toEqual([]);
  expect(createKeptEdits(storage, 's1', 'm').all()).toEqual([]);
});

test('two pages never overwrite each other, and each may forget for both', () => {
  const storage = memoryStorage();
  const [one, two] = [createKeptEdits(storage, 's1', 'me'), createKeptEdits(storage, 's1', 'me')];
  const { key } = one.keep({ ...EDIT, at: 1_000 + Date.now() });
  two.keep({ ...EDIT, points: ['p2'], at: Date.now() });
  two.forget([key]);
  expect(one.all()).toMatchObject([{ points: ['p2'] }]);
});

test('a device that keeps nothing is known as such, and the page keeps the edit for as long as it lives', () => {
  for (const storage of [null, closedStorage()]) {
    const kept = createKeptEdits(storage, 's1', 'me');
    expect(kept.isOnDevice).toBe(false);
    const edit = kept.keep({ ...EDIT, at: Date.now() });
    expect(edit.isOnDevice).toBe(false);
    expect(kept.all()).toEqual([edit]);
    kept.forget([edit.key]);
    expect(kept.all()).toEqual([]);
  }
});

test('a device that is full takes the next edit when there is room again', () => {
  const storage = memoryStorage();
  const kept = createKeptEdits(storage, 's1', 'me');
  const setItem = vi.spyOn(storage, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  expect(kept.keep({ ...EDIT, at: Date.now() }).isOnDevice).toBe(false);
  setItem.mockRestore();
  expect(kept.keep({ ...EDIT, at: Date.now() }).isOnDevice).toBe(true);
  expect(kept.all()).toHaveLength(2);
});

test('what else may stand under such a key is removed, and does no harm', () => {
  const storage = memoryStorage();
  const broken = ['{', '{}', 'null', '[1]', '{"at":"x","points":[],"update":""}', '{"at":1,"points":[1],"update":""}'];
  for (const [index, value] of broken.entries()) storage.setItem(`gongyi.edits.s1.me.page.${index}`, value);
  storage.setItem('gongyi.language', 'en');
  expect(createKeptEdits(storage, 's1', 'me').all()).toEqual([]);
  expect([...storage.content.keys()]).toEqual(['gongyi.language']);
});

test('what nobody came back for in a month is given up, whoever it was', () => {
  const storage = memoryStorage();
  createKeptEdits(storage, 's1', 'me').keep({ ...EDIT, at: Date.now() });
  vi.setSystemTime(new Date('2026-03-01'));
  createKeptEdits(storage, 's2', 'you').keep({ ...EDIT, at: Date.now() });
  vi.setSystemTime(new Date('2026-03-05'));
  createKeptEdits(storage, 's3', 'them');
  expect([...storage.content.keys()].map((key) => key.split('.')[2])).toEqual(['s2']);
});
