import { addStroke, createUndo, deleteStrokes, type Rect } from '@gongyi/board';
import { expect, it } from 'vitest';
import { Doc } from 'yjs';
import { createStrokeIndex } from './stroke-index.ts';

const LOOK = { color: 'red', width: 'fine', authorId: 'a' } as const;

function sheet(paths: readonly (readonly number[])[]) {
  const doc = new Doc();
  const ids = paths.map((path, at) =>
    addStroke(doc, { path, ...LOOK, createdAt: new Date(Date.UTC(2026, 0, 1, 0, 0, at)).toISOString() }),
  );
  const index = createStrokeIndex(doc);
  index.follow();
  const touched = (from: [number, number], to = from, reach = 4) =>
    index
      .touched({ x: from[0], y: from[1] }, { x: to[0], y: to[1] }, () => reach)
      .map(({ stroke }) => ids.indexOf(stroke.id));
  return { doc, ids, index, touched };
}

/** A level line of 100 pixels, a frame around it, and a dot. */
const LEVEL = [100, 50, 100, 0];
const FRAME = [0, 0, 300, 0, 0, 100, -300, 0, 0, -100];
const DOT = [400, 50];

it('finds the stroke under the pointer, and none inside of a frame that only encloses it', () => {
  const { touched } = sheet([LEVEL, FRAME, DOT]);
  expect(touched([150, 53])).toEqual([0]);
  expect(touched([150, 55])).toEqual([]);
  expect(touched([60, 50])).toEqual([]);
  expect(touched([299, 70])).toEqual([1]);
  expect(touched([402, 52])).toEqual([2]);
  expect(touched([406, 50])).toEqual([]);
});

it('finds what a quick pointer crossed between two of its places', () => {
  const { touched } = sheet([LEVEL, FRAME, DOT]);
  expect(touched([150, 20], [150, 80])).toEqual([0]);
  expect(touched([150, -40], [150, 140])).toEqual([0, 1]);
  expect(touched([-50, 50], [500, 50])).toEqual([0, 1, 2]);
  expect(touched([-50, -50], [500, -50])).toEqual([]);
});

it('finds a wide stroke from further away', () => {
  const { index } = sheet([LEVEL]);
  const at = { x: 150, y: 60 };
  expect(index.touched(at, at, ({ width }) => (width === 'fine' ? 4 : 12))).toEqual([]);
  expect(index.touched(at, at, () => 12)).toHaveLength(1);
});

it('gives what lies in a part of the page in the order in which it was drawn', () => {
  const { doc, ids, index } = sheet([LEVEL, FRAME, DOT]);
  const early = addStroke(doc, { path: [0, 0, 9, 9], ...LOOK, createdAt: '2020-01-01T00:00:00.000Z' });
  const found = (area: Rect) => index.within(area).map(({ stroke }) => stroke.id);
  expect(found({ x: -10, y: -10, w: 500, h: 200 })).toEqual([early, ...ids]);
  expect(found({ x: 350, y: 0, w: 100, h: 100 })).toEqual([ids[2]]);
  expect(found({ x: 350, y: 200, w: 100, h: 100 })).toEqual([]);
});

it('keeps to the document and tells which parts of the page look different', () => {
  const { doc, ids, index } = sheet([LEVEL, DOT]);
  const undo = createUndo(doc);
  const told: (readonly Rect[])[] = [];
  index.onChange((parts) => told.push(parts));
  const drawn = addStroke(doc, { path: [10, 10, 5, 20], ...LOOK });
  expect(told).toEqual([[{ x: 10, y: 10, w: 5, h: 20 }]]);
  undo.stopCapturing();
  deleteStrokes(doc, [drawn, ids[1] ?? '']);
  expect(index.size()).toBe(1);
  expect(index.get(drawn)).toBeNull();
  expect(told[1]).toHaveLength(2);
  undo.undo();
  expect(index.size()).toBe(3);
  expect(index.get(drawn)?.bounds).toEqual({ x: 10, y: 10, w: 5, h: 20 });
  expect(told[2]).toHaveLength(2);
});
