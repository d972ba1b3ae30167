import type { PointId } from '@gongyi/domain';
import { createTLSchema, createTLStore, type TLPageId, type TLShape, type TLStore } from '@tldraw/tldraw';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { createUndo } from '../edits/create-undo.ts';
import { addPoint, deletePoints, editPointText, OWN_EDIT, placePoint } from '../edits/point-operations.ts';
import { readPoint } from '../model/point.ts';
import { KIND, POINT_FIELDS, POINT_KIND, recordsOf } from '../records/layout.ts';
import { addStroke, deleteStrokes } from '../strokes/stroke-operations.ts';
import { strokeDraft } from '../test/stroke-draft.ts';
import {
  createStoreBinding,
  isPointShape,
  type PointShape,
  pointShapeProps,
  type StoreBindingOptions,
  shapeIdOf,
} from './store-binding.ts';

const PAGE = 'page:page' as TLPageId;

function createStore(): TLStore {
  return createTLStore({ schema: createTLSchema({ shapes: { point: { props: pointShapeProps } }, bindings: {} }) });
}

/** Frames that are drawn when the test says so. */
function createFrames() {
  const waiting = new Set<() => void>();
  return {
    onNextFrame(run: () => void) {
      waiting.add(run);
      return () => waiting.delete(run);
    },
    draw() {
      const runs = [...waiting];
      waiting.clear();
      for (const run of runs) run();
    },
    count: () => waiting.size,
  };
}

function bind(doc: Y.Doc, options: Partial<StoreBindingOptions> = {}) {
  const store = createStore();
  const frames = createFrames();
  const binding = createStoreBinding({ doc, store, pageId: PAGE, onNextFrame: frames.onNextFrame, ...options });
  return { store, frames, binding, [Symbol.dispose]: () => binding.dispose() };
}

function add(
  doc: Y.Doc,
  over: { text?: string; themeId?: string; x?: number; y?: number } = {},
  origin?: unknown,
): PointId {
  const draft = { text: '办事窗口少', themeId: 'service', x: 10, y: 20, authorId: 'a', author: '甲', ...over };
  return addPoint(doc, draft, origin);
}

function cardsOf(store: TLStore): PointShape[] {
  return store.allRecords().filter(isPointShape) as PointShape[];
}

function card(store: TLStore, id: string): PointShape {
  const record = store.get(shapeIdOf(id));
  if (record === undefined || !isPointShape(record)) throw new Error(`no card for ${id}`);
  return record;
}

/** As tldraw's tools do it. */
function drag(store: TLStore, id: string, to: { x: number; y: number }): void {
  store.update(shapeIdOf(id), (shape) => ({ ...shape, ...to }) as TLShape);
}

function pair(): [Y.Doc, Y.Doc] {
  const [a, b] = [new Y.Doc(), new Y.Doc()];
  a.on('update', (update: Uint8Array, origin: unknown) => origin !== 'net' && Y.applyUpdate(b, update, 'net'));
  b.on('update', (update: Uint8Array, origin: unknown) => origin !== 'net' && Y.applyUpdate(a, update, 'net'));
  return [a, b];
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('from the document to the store', () => {
  it('shows what was there before, what is added, edited, moved and deleted', () => {
    const doc = new Y.Doc();
    const first = add(doc);
    using bound = bind(doc);
    expect(card(bound.store, first)).toMatchObject({ x: 10, y: 20, props: { text: '办事窗口少', themeId: 'service' } });

    const second = add(doc, { text: '停车难' });
    editPointText(doc, first, '办事窗口太少');
    placePoint(doc, first, { themeId: 'roads', x: 300, y: 400 });
    expect(cardsOf(bound.store)).toHaveLength(1);
    bound.frames.draw();
    expect(card(bound.store, second).props.text).toBe('停车难');
    expect(card(bound.store, first)).toMatchObject({
      x: 300,
      y: 400,
      props: { text: '办事窗口太少', themeId: 'roads' },
    });

    deletePoints(doc, [first]);
    bound.frames.draw();
    expect(cardsOf(bound.store).map(({ id }) => id)).toEqual([shapeIdOf(second)]);
  });

  it('passes strokes over without a word', () => {
    const doc = new Y.Doc();
    const [before, point] = [addStroke(doc, strokeDraft()), add(doc)];
    const skipped: string[] = [];
    using bound = bind(doc, { onSkipped: (id) => skipped.push(id) });
    const during = addStroke(doc, strokeDraft());
    expect(bound.frames.count()).toBe(0);
    bound.binding.showOnly(new Set([point, during]));
    deleteStrokes(doc, [before]);
    bound.frames.draw();
    expect(cardsOf(bound.store).map(({ id }) => id)).toEqual([shapeIdOf(point)]);
    expect(skipped).toEqual([]);
  });

  it('loads 1,000 points in one batch, and gathers a burst of edits into one', () => {
    const doc = new Y.Doc();
    const ids = doc.transact(() => Array.from({ length: 1_000 }, (_, i) => add(doc, { x: i })));
    const store = createStore();
    let batches = 0;
    const stop = store.listen(() => batches++, { source: 'remote', scope: 'document' });
    const frames = createFrames();
    const binding = createStoreBinding({ doc, store, pageId: PAGE, onNextFrame: frames.onNextFrame });
    expect(cardsOf(store)).toHaveLength(1_000);
    expect(batches).toBe(1);

    for (const id of ids) placePoint(doc, id, { themeId: 'roads', x: 1, y: 1 });
    expect(frames.count()).toBe(1);
    frames.draw();
    expect(batches).toBe(2);
    expect(cardsOf(store).every(({ props }) => props.themeId === 'roads')).toBe(true);
    stop();
    binding.dispose();
  });

  it('skips a bad record, tells of it once, and goes on with the others', () => {
    const doc = new Y.Doc();
    recordsOf(doc).set(
      'bad',
      new Y.Map([
        [KIND, POINT_KIND],
        [POINT_FIELDS.place, 'nowhere'],
      ] as [string, unknown][]),
    );
    const good = add(doc);
    const onSkipped = vi.fn();
    using bound = bind(doc, { onSkipped });
    expect(cardsOf(bound.store).map(({ id }) => id)).toEqual([shapeIdOf(good)]);
    expect(onSkipped.mock.calls.map(([id]) => id)).toEqual(['bad']);

    const record = recordsOf(doc).get('bad') as Y.Map<unknown>;
    record.set(POINT_FIELDS.unit, '镇政府');
    const later = add(doc, { text: '后来的' });
    bound.frames.draw();
    expect(card(bound.store, later).props.text).toBe('后来的');
    expect(onSkipped).toHaveBeenCalledTimes(1);

    doc.transact(() => {
      record.set(POINT_FIELDS.text, new Y.Text('修好了'));
      record.set(POINT_FIELDS.place, ['roads', 5, 6]);
      record.set(POINT_FIELDS.createdAt, '2026-01-01T00:00:00.000Z');
    });
    bound.frames.draw();
    expect(card(bound.store, 'bad').props.text).toBe('修好了');
  });

  it('keeps the last good card of a record that was spoilt later', () => {
    const doc = new Y.Doc();
    const id = add(doc);
    const onSkipped = vi.fn();
    using bound = bind(doc, { onSkipped });
    (recordsOf(doc).get(id) as Y.Map<unknown>).set(POINT_FIELDS.place, ['roads', Number.NaN, 0]);
    bound.frames.draw();
    expect(card(bound.store, id)).toMatchObject({ x: 10, y: 20 });
    expect(onSkipped).toHaveBeenCalledTimes(1);
  });

  it('removes a card that others delete while it is being dragged, and does not bring it back', () => {
    const [mine, theirs] = pair();
    const id = add(mine);
    using bound = bind(mine);
    drag(bound.store, id, { x: 500, y: 500 });
    deletePoints(theirs, [id]);
    bound.frames.draw();
    expect(cardsOf(bound.store)).toEqual([]);
    bound.binding.flush();
    bound.frames.draw();
    expect(readPoint(theirs, id)).toBeNull();
    expect(readPoint(mine, id)).toBeNull();
  });

  it('leaves cards alone after it is disposed', () => {
    const doc = new Y.Doc();
    const id = add(doc);
    const bound = bind(doc);
    placePoint(doc, id, { themeId: 'roads', x: 1, y: 1 });
    bound.binding.dispose();
    bound.frames.draw();
    add(doc);
    bound.frames.draw();
    expect(cardsOf(bound.store)).toHaveLength(1);
    drag(bound.store, id, { x: 900, y: 900 });
    vi.runAllTimers();
    expect(readPoint(doc, id)).toMatchObject({ x: 1, y: 1 });
  });
});

describe('a window of the document', () => {
  function rows(doc: Y.Doc, count: number): PointId[] {
    return doc.transact(() => Array.from({ length: count }, (_, i) => add(doc, { y: i * 200 })));
  }

  function shownIn(store: TLStore): string[] {
    return cardsOf(store)
      .map((shape) => shape.id.slice('shape:'.length))
      .sort();
  }

  it('holds the cards that it is told to, changes them in one batch, and leaves the document alone', () => {
    const doc = new Y.Doc();
    const ids = rows(doc, 6);
    using bound = bind(doc, { shown: new Set(ids.slice(0, 2)) });
    expect(shownIn(bound.store)).toEqual(ids.slice(0, 2).sort());
    const before = Y.encodeStateAsUpdate(doc);
    let batches = 0;
    bound.store.listen(() => batches++, { source: 'remote', scope: 'document' });
    bound.binding.showOnly(new Set(ids.slice(1, 4)));
    expect(shownIn(bound.store)).toEqual(ids.slice(1, 4).sort());
    expect(batches).toBe(1);
    bound.frames.draw();
    vi.runAllTimers();
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });

  it('touches no card for changes outside of it, and shows them when they come in', () => {
    const doc = new Y.Doc();
    const [near = '', far = ''] = rows(doc, 2);
    using bound = bind(doc, { shown: new Set([near]) });
    let changes = 0;
    bound.store.listen(() => changes++, { scope: 'document' });
    editPointText(doc, far, '改了');
    placePoint(doc, far, { themeId: 'roads', x: 1, y: 2 });
    const third = add(doc, { text: '新来的' });
    bound.frames.draw();
    expect(changes).toBe(0);
    bound.binding.showOnly(new Set([far, third, 'nobody']));
    expect(card(bound.store, far)).toMatchObject({ x: 1, y: 2, props: { text: '改了', themeId: 'roads' } });
    expect(shownIn(bound.store)).toEqual([far, third].sort());
    deletePoints(doc, [third]);
    bound.frames.draw();
    expect(shownIn(bound.store)).toEqual([far]);
  });

  it('writes a move that still waits before its card leaves', () => {
    const doc = new Y.Doc();
    const [id = '', other = ''] = rows(doc, 2);
    using bound = bind(doc, { shown: new Set([id]) });
    drag(bound.store, id, { x: 333, y: 444 });
    bound.binding.showOnly(new Set([other]));
    expect(readPoint(doc, id)).toMatchObject({ x: 333, y: 444 });
    bound.frames.draw();
    vi.runAllTimers();
    expect(shownIn(bound.store)).toEqual([other]);
    bound.binding.showOnly(new Set([id]));
    expect(card(bound.store, id)).toMatchObject({ x: 333, y: 444 });
  });

  it('brings a card back where it was when a move is undone that left the window', () => {
    const doc = new Y.Doc();
    const id = add(doc, {}, 'before');
    const undo = createUndo(doc, OWN_EDIT);
    using bound = bind(doc, { shown: new Set([id]) });
    drag(bound.store, id, { x: 333, y: 444 });
    bound.binding.showOnly(new Set());
    undo.undo();
    bound.frames.draw();
    expect(cardsOf(bound.store)).toEqual([]);
    bound.binding.showOnly(new Set([id]));
    expect(card(bound.store, id)).toMatchObject({ x: 10, y: 20 });
    undo.destroy();
  });

  it('tells of a bad record outside of it as well', () => {
    const doc = new Y.Doc();
    recordsOf(doc).set('bad', new Y.Map([[KIND, POINT_KIND]]));
    const onSkipped = vi.fn();
    using bound = bind(doc, { shown: new Set(), onSkipped });
    expect(onSkipped.mock.calls.map(([pointId]) => pointId)).toEqual(['bad']);
    recordsOf(doc).set('worse', new Y.Map([[KIND, POINT_KIND]]));
    bound.frames.draw();
    expect(onSkipped.mock.calls.map(([pointId]) => pointId)).toEqual(['bad', 'worse']);
  });
});

describe('from the store to the document', () => {
  it('writes a drag at intervals, and its last place always, rounded', () => {
    const doc = new Y.Doc();
    const id = add(doc);
    const onMoved = vi.fn();
    using bound = bind(doc, { onMoved });
    let updates = 0;
    doc.on('update', () => updates++);
    for (let step = 1; step <= 60; step++) {
      drag(bound.store, id, { x: 10 + step + 0.4, y: 20 });
      vi.advanceTimersByTime(10);
    }
    vi.runAllTimers();
    expect(updates).toBeGreaterThan(1);
    expect(updates).toBeLessThanOrEqual(7);
    expect(readPoint(doc, id)).toMatchObject({ x: 70, y: 20, themeId: 'service' });
    expect(onMoved).toHaveBeenLastCalledWith([id]);
    bound.frames.draw();
    expect(card(bound.store, id).x).toBe(70);
  });

  it('writes what waits when it is disposed', () => {
    const doc = new Y.Doc();
    const id = add(doc);
    const bound = bind(doc);
    drag(bound.store, id, { x: 77, y: 88 });
    bound.binding.dispose();
    expect(readPoint(doc, id)).toMatchObject({ x: 77, y: 88 });
  });

  it('shows an edit of others in a card that is being dragged, without moving it back', () => {
    const [mine, theirs] = pair();
    const id = add(mine);
    using bound = bind(mine);
    drag(bound.store, id, { x: 500, y: 500 });
    editPointText(theirs, id, '新的话');
    bound.frames.draw();
    expect(card(bound.store, id)).toMatchObject({ x: 500, y: 500, props: { text: '新的话' } });
    bound.binding.flush();
    expect(readPoint(theirs, id)).toMatchObject({ x: 500, y: 500, text: '新的话' });
  });

  it('deletes the points of cards that the person removes', () => {
    const [mine, theirs] = pair();
    const [gone, kept] = [add(mine), add(mine)];
    using bound = bind(mine);
    bound.store.remove([shapeIdOf(gone)]);
    expect(readPoint(theirs, gone)).toBeNull();
    expect(readPoint(theirs, kept)).not.toBeNull();
  });

  it('never writes text, theme or anything else: the card goes back to what the document says', () => {
    const doc = new Y.Doc();
    const id = add(doc);
    using bound = bind(doc);
    const before = Y.encodeStateAsUpdate(doc);
    bound.store.update(shapeIdOf(id), (shape) => {
      return { ...shape, rotation: 1, props: { ...shape.props, text: '改了', themeId: 'roads' } } as TLShape;
    });
    bound.frames.draw();
    expect(card(bound.store, id)).toMatchObject({ rotation: 0, props: { text: '办事窗口少', themeId: 'service' } });
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });

  it('takes away a card that no point stands behind', () => {
    const doc = new Y.Doc();
    const id = add(doc);
    using bound = bind(doc);
    bound.store.put([{ ...card(bound.store, id), id: shapeIdOf('copy') } as unknown as TLShape]);
    bound.frames.draw();
    expect(cardsOf(bound.store).map((shape) => shape.id)).toEqual([shapeIdOf(id)]);
    expect(readPoint(doc, 'copy')).toBeNull();
  });
});

it('ends every echo: two pages and one drag come to rest alike', () => {
  const [mine, theirs] = pair();
  const id = add(mine);
  using left = bind(mine);
  using right = bind(theirs);
  let updates = 0;
  mine.on('update', () => updates++);
  theirs.on('update', () => updates++);
  drag(left.store, id, { x: 301.5, y: 7.25 });
  for (let round = 0; round < 10; round++) {
    vi.advanceTimersByTime(1_000);
    left.frames.draw();
    right.frames.draw();
  }
  expect(card(right.store, id)).toMatchObject({ x: card(left.store, id).x, y: card(left.store, id).y });
  // One on the page that wrote it, one where it was received.
  expect(updates).toBe(2);
  expect([left.frames.count(), right.frames.count(), vi.getTimerCount()]).toEqual([0, 0, 0]);
});

it('undo takes back my move and leaves what another person wrote meanwhile', () => {
  const [mine, theirs] = pair();
  const id = add(mine, {}, 'before');
  const undo = createUndo(mine, OWN_EDIT);
  using bound = bind(mine);
  drag(bound.store, id, { x: 500, y: 500 });
  bound.binding.flush();
  editPointText(theirs, id, '别人改的');
  undo.undo();
  bound.frames.draw();
  expect(card(bound.store, id)).toMatchObject({ x: 10, y: 20, props: { text: '别人改的' } });
  undo.destroy();
});
