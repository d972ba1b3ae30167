import { addPoint, deletePoints, editPointText } from '@gongyi/board';
import { expect, test } from 'vitest';
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import { createPointList } from './point-list.ts';

const DRAFT = { themeId: 't1', authorId: 'a', author: '张三', x: 0, y: 0 };

function textsOf(list: ReturnType<typeof createPointList>): string[] {
  return list.getSnapshot().map(({ text }) => text);
}

test('follows what is added, changed and removed, oldest first', () => {
  const doc = new Doc();
  const list = createPointList(doc);
  let calls = 0;
  list.subscribe(() => {
    calls += 1;
  });
  const later = addPoint(doc, { ...DRAFT, text: '后写的', createdAt: '2026-01-02T00:00:00.000Z' });
  addPoint(doc, { ...DRAFT, text: '先写的', createdAt: '2026-01-01T00:00:00.000Z' });
  expect(textsOf(list)).toEqual(['先写的', '后写的']);
  editPointText(doc, later, '后写的，改过');
  expect(textsOf(list)).toEqual(['先写的', '后写的，改过']);
  deletePoints(doc, [later]);
  expect(textsOf(list)).toEqual(['先写的']);
  expect(calls).toBe(4);
});

test('a point that did not change stays the same object, and nothing changes without a change', () => {
  const doc = new Doc();
  addPoint(doc, { ...DRAFT, text: '不变', createdAt: '2026-01-01T00:00:00.000Z' });
  const list = createPointList(doc);
  list.subscribe(() => undefined);
  const [before] = list.getSnapshot();
  expect(list.getSnapshot()).toBe(list.getSnapshot());
  addPoint(doc, { ...DRAFT, text: '新的', createdAt: '2026-01-02T00:00:00.000Z' });
  expect(list.getSnapshot()[0]).toBe(before);
});

test('what happened while nobody listened is there for the next listener', () => {
  const doc = new Doc();
  const list = createPointList(doc);
  list.subscribe(() => undefined)();
  const other = new Doc();
  addPoint(other, { ...DRAFT, text: '期间写的' });
  applyUpdate(doc, encodeStateAsUpdate(other));
  list.subscribe(() => undefined);
  expect(textsOf(list)).toEqual(['期间写的']);
});

test('a record that is no point is not shown and stops nothing', () => {
  const doc = new Doc();
  const list = createPointList(doc);
  list.subscribe(() => undefined);
  doc.getMap('records').set('broken', 1);
  addPoint(doc, { ...DRAFT, text: '好的' });
  expect(textsOf(list)).toEqual(['好的']);
});
