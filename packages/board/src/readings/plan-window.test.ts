import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { addPoint } from '../edits/point-operations.ts';
import type { Rect } from '../geometry/rect.ts';
import { HELD_WHOLE, OVERVIEW_ABOVE, OVERVIEW_BELOW, planHolds, planWindow } from './plan-window.ts';
import { createPointIndex, type PointIndex } from './point-index.ts';

/** Cards side by side, 300 × 200 page pixels each, from the origin. */
function board(columns: number, rows: number): PointIndex {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const place = { x: column * 300, y: row * 200 };
        addPoint(doc, { themeId: 'roads', text: `${column},${row}`, authorId: 'a', author: '', ...place });
      }
    }
  });
  const index = createPointIndex(doc);
  index.follow();
  return index;
}

function shown(index: PointIndex, ids: readonly string[]): string[] {
  return ids.map((id) => index.get(id)?.text ?? '');
}

const CLOSE: Rect = { x: 6_000, y: 6_000, w: 1_500, h: 800 };

it('holds a small board whole, wherever the viewport is', () => {
  const index = board(HELD_WHOLE, 1);
  const plan = planWindow(index, { x: 1e5, y: 1e5, w: 100, h: 100 }, null);
  expect([plan.isOverview, plan.pointIds.length]).toEqual([false, HELD_WHOLE]);
  expect(planHolds(plan, CLOSE)).toBe(true);
});

it('holds what is in view and half a screen around it, what is in view first', () => {
  const index = board(100, 60);
  const { isOverview, pointIds } = planWindow(index, CLOSE, null);
  expect(isOverview).toBe(false);
  const texts = shown(index, pointIds);
  // Columns 20–24 and rows 30–33 are in view, columns 17–27 and rows 28–35 around it.
  expect(texts.slice(0, 20).sort()).toEqual(
    [20, 21, 22, 23, 24].flatMap((column) => [30, 31, 32, 33].map((row) => `${column},${row}`)).sort(),
  );
  expect(texts).toContain('17,28');
  expect(texts).not.toContain('16,30');
  expect(texts).not.toContain('20,36');
});

it('never holds more than a few hundred, and leaves none out that is in view', () => {
  const index = board(100, 60);
  const viewport = { x: 0, y: 0, w: 300 * 20, h: 200 * 10 };
  const { isOverview, pointIds } = planWindow(index, viewport, null);
  expect([isOverview, pointIds.length]).toEqual([false, 300]);
  expect(new Set(pointIds.slice(0, 200))).toEqual(new Set(index.within(viewport).map(({ id }) => id)));
});

it('becomes an overview when there is too much in view, and ends it later than it began', () => {
  const index = board(100, 60);
  const viewOf = (cards: number): Rect => ({ x: 0, y: 0, w: 300 * 10, h: 200 * (cards / 10) });
  const near = planWindow(index, viewOf(OVERVIEW_ABOVE), null);
  expect(near.isOverview).toBe(false);
  const far = planWindow(index, viewOf(OVERVIEW_ABOVE + 10), near);
  expect([far.isOverview, far.pointIds]).toEqual([true, []]);
  const between = planWindow(index, viewOf(OVERVIEW_ABOVE - 10), far);
  expect(between.isOverview).toBe(true);
  expect(planWindow(index, viewOf(OVERVIEW_BELOW), between).isOverview).toBe(false);
});

it('stays as it is for a short way and a little zooming, and not beyond', () => {
  const index = board(100, 60);
  const plan = planWindow(index, CLOSE, null);
  expect(planHolds(plan, { ...CLOSE, x: CLOSE.x + 300 })).toBe(true);
  expect(planHolds(plan, { ...CLOSE, x: CLOSE.x + 400 })).toBe(false);
  expect(planHolds(plan, { ...CLOSE, w: CLOSE.w / 1.2, h: CLOSE.h / 1.2 })).toBe(true);
  expect(planHolds(plan, { ...CLOSE, w: CLOSE.w / 1.3, h: CLOSE.h / 1.3 })).toBe(false);
});
