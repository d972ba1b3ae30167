import { expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { addPoint, deletePoints, editPointText, placePoint } from '../edits/point-operations.ts';
import type { Rect } from '../geometry/rect.ts';
import { CARD_HEIGHT, CARD_WIDTH } from '../geometry/theme-areas.ts';
import { readPoints } from '../model/point.ts';
import { KIND, POINT_FIELDS, POINT_KIND, recordsOf } from '../records/layout.ts';
import { createPointIndex, type IndexedChange } from './point-index.ts';

function add(doc: Y.Doc, over: { x?: number; y?: number; themeId?: string; text?: string } = {}) {
  return addPoint(doc, { themeId: 'roads', x: 0, y: 0, text: '路灯不亮', authorId: 'a', author: '甲', ...over });
}

function followed(doc: Y.Doc) {
  const index = createPointIndex(doc);
  const stop = index.follow();
  return { ...index, stop };
}

/** Small, seeded: a failing run can be repeated. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
}

it('knows what was there before, and what is added, moved, reworded and removed', () => {
  const doc = new Y.Doc();
  const first = add(doc);
  const index = followed(doc);
  expect(index.get(first)).toMatchObject({ x: 0, y: 0, themeId: 'roads', text: '路灯不亮' });

  const second = add(doc, { x: 5_000, y: 7_000, themeId: 'service' });
  expect([index.size(), index.countOf('roads'), index.countOf('service')]).toEqual([2, 1, 1]);
  expect(index.bottom()).toBe(7_000 + CARD_HEIGHT);
  expect(index.at({ x: 5_001, y: 7_001 })?.id).toBe(second);

  placePoint(doc, second, { themeId: 'roads', x: 300, y: 10 });
  editPointText(doc, second, '停车难');
  expect(index.get(second)).toMatchObject({ x: 300, y: 10, text: '停车难' });
  expect([index.countOf('roads'), index.countOf('service')]).toEqual([2, 0]);
  expect(index.bottom()).toBe(10 + CARD_HEIGHT);
  expect(index.at({ x: 5_001, y: 7_001 })).toBeNull();

  deletePoints(doc, [first]);
  expect(index.get(first)).toBeNull();
  expect([...index.points()].map(({ id }) => id)).toEqual([second]);
});

it('tells of each transaction once, with the point before and after', () => {
  const doc = new Y.Doc();
  const id = add(doc);
  const index = followed(doc);
  const told: IndexedChange[][] = [];
  const stop = index.onChange((changes) => told.push([...changes]));
  const revision = index.revision();
  doc.transact(() => {
    placePoint(doc, id, { themeId: 'roads', x: 40, y: 50 });
    editPointText(doc, id, '改了');
    add(doc, { x: 900 });
  });
  expect(told).toHaveLength(1);
  expect(told[0]?.find(({ before }) => before?.id === id)).toMatchObject({
    before: { x: 0, y: 0 },
    after: { x: 40, y: 50, text: '改了' },
  });
  expect(index.revision()).toBe(revision + 1);
  stop();
  add(doc);
  expect(told).toHaveLength(1);
});

it('keeps the last good point of a spoilt record, knows nothing of one that never fitted, and both when mended', () => {
  const doc = new Y.Doc();
  const id = add(doc, { x: 10, y: 20 });
  recordsOf(doc).set('bad', new Y.Map([[KIND, POINT_KIND]]));
  const index = followed(doc);
  expect(index.get('bad')).toBeNull();
  (recordsOf(doc).get(id) as Y.Map<unknown>).set(POINT_FIELDS.place, 'nowhere');
  expect(index.get(id)).toMatchObject({ x: 10, y: 20 });
  (recordsOf(doc).get(id) as Y.Map<unknown>).set(POINT_FIELDS.place, ['roads', 3, 4]);
  expect(index.get(id)).toMatchObject({ x: 3, y: 4 });
});

it('knows whether cards lie upon each other exactly', () => {
  const doc = new Y.Doc();
  const id = add(doc, { x: 10, y: 20 });
  const index = followed(doc);
  expect(index.hasCoincident()).toBe(false);
  const third = add(doc, { x: 10, y: 20 });
  add(doc, { x: 10, y: 20 });
  expect(index.hasCoincident()).toBe(true);
  deletePoints(doc, [third]);
  expect(index.hasCoincident()).toBe(true);
  placePoint(doc, id, { themeId: 'roads', x: 11, y: 20 });
  expect(index.hasCoincident()).toBe(false);
});

it('forgets everything when it no longer follows, and reads it again when it does', () => {
  const doc = new Y.Doc();
  const id = add(doc);
  const index = followed(doc);
  const onChange = vi.fn();
  index.onChange(onChange);
  index.stop();
  expect([index.size(), index.bottom(), index.at({ x: 1, y: 1 })]).toEqual([0, 0, null]);
  expect(onChange).toHaveBeenCalledTimes(1);
  add(doc);
  expect(onChange).toHaveBeenCalledTimes(1);
  index.follow();
  expect([index.size(), index.at({ x: 1, y: 1 })?.themeId, index.get(id)?.x]).toEqual([2, 'roads', 0]);
});

it.each([1, 2, 3, 4, 5])('finds in a rectangle what a look at every point finds (seed %i)', (seed) => {
  const random = createRandom(seed);
  const doc = new Y.Doc();
  const index = followed(doc);
  const ids = doc.transact(() =>
    Array.from({ length: 400 }, () => add(doc, { x: random(9_000) - 4_000, y: random(9_000) - 4_000 })),
  );
  for (let step = 0; step < 60; step++) {
    const id = ids[random(ids.length)] ?? '';
    if (random(4) === 0) deletePoints(doc, [id]);
    else placePoint(doc, id, { themeId: 'roads', x: random(9_000) - 4_000, y: random(9_000) - 4_000 });
    const area: Rect = { x: random(9_000) - 4_500, y: random(9_000) - 4_500, w: random(3_000), h: random(3_000) };
    const expected = readPoints(doc)
      .filter(
        ({ x, y }) => x < area.x + area.w && x + CARD_WIDTH > area.x && y < area.y + area.h && y + CARD_HEIGHT > area.y,
      )
      .map((point) => point.id)
      .sort();
    const found = index.within(area).map((point) => point.id);
    expect([...found].sort()).toEqual(expected);
    expect(index.countWithin(area, 3)).toBe(Math.min(3, expected.length));
  }
});
