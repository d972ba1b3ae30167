import { addPoint, createPointIndex, deletePoints, editPointText } from '@gongyi/board';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Doc } from 'yjs';
import { inReadingOrder } from '../window/reading-order.ts';
import { createCardSearch } from './card-search.ts';

function board() {
  const doc = new Doc();
  const add = (text: string, y: number) =>
    addPoint(doc, { themeId: 'roads', text, authorId: 'a', author: '王小二', x: 0, y });
  const ids = [add('路灯不亮', 400), add('窗口午间无人', 200), add('路口没有灯', 0)] as const;
  const index = createPointIndex(doc);
  index.follow();
  const search = createCardSearch(index, (points) => inReadingOrder(points, []));
  return { doc, ids, search };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('finds in text and author, and goes round in reading order, both ways', () => {
  const { ids, search } = board();
  const [first, , third] = ids;
  search.look('灯');
  expect(search.found.get().pointIds).toEqual([third, first]);
  expect([search.step(1), search.step(1), search.step(1)]).toEqual([third, first, third]);
  expect(search.step(-1)).toBe(first);
  search.look('王小二');
  expect(search.found.get().pointIds).toHaveLength(3);
  expect(search.found.get().current).toBe(first);
  search.look('没有的');
  expect([search.step(1), search.found.get().current]).toEqual([null, null]);
});

it('begins at the end when the first step is backwards', () => {
  const { ids, search } = board();
  search.look('灯');
  expect(search.step(-1)).toBe(ids[0]);
});

it('keeps to what is written and deleted while it is open, and forgets when it is closed', () => {
  const { doc, ids, search } = board();
  const stop = search.follow();
  search.open();
  search.look('灯');
  editPointText(doc, ids[1], '窗口没有灯');
  deletePoints(doc, [ids[0]]);
  vi.runAllTimers();
  expect(search.found.get().pointIds).toEqual([ids[2], ids[1]]);
  search.close();
  expect(search.found.get().pointIds).toEqual([]);
  editPointText(doc, ids[1], '灯');
  expect(vi.getTimerCount()).toBe(0);
  stop();
});
