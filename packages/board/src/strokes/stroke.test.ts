import { LIMITS, type StrokeId } from '@gongyi/domain';
import { describe, expect, it, test } from 'vitest';
import * as Y from 'yjs';
import { createUndo } from '../edits/create-undo.ts';
import { addPoint, deletePoints, editPointText } from '../edits/point-operations.ts';
import { observePoints } from '../readings/observe-points.ts';
import { createPointIndex } from '../readings/point-index.ts';
import { readBoard, readCards } from '../readings/read-board.ts';
import { recordsOf } from '../records/layout.ts';
import { exchange } from '../test/exchange.ts';
import { pointDraft } from '../test/point-draft.ts';
import { strokeDraft } from '../test/stroke-draft.ts';
import { observeStrokes, type StrokesChange } from './observe-strokes.ts';
import { readStroke, readStrokes } from './stroke.ts';
import { addStroke, deleteStrokes } from './stroke-operations.ts';

const draw = (doc: Y.Doc, id: string, changes = {}) => addStroke(doc, strokeDraft({ id: id as StrokeId, ...changes }));

describe('strokes', () => {
  it('are read as they were drawn, in the order in which they were', () => {
    const doc = new Y.Doc();
    draw(doc, 'c', { createdAt: '2026-11-02T08:00:00.000Z' });
    draw(doc, 'b', {
      createdAt: '2026-11-01T08:00:00.000Z',
      path: [-5, 7],
      color: 'blue',
      width: 'bold',
      authorId: '',
    });
    draw(doc, 'a', { createdAt: '2026-11-02T08:00:00.000Z' });
    expect(readStrokes(doc).map(({ id }) => id)).toEqual(['b', 'a', 'c']);
    const createdAt = '2026-11-01T08:00:00.000Z';
    expect(readStroke(doc, 'b')).toEqual({
      id: 'b',
      path: [-5, 7],
      color: 'blue',
      width: 'bold',
      authorId: '',
      createdAt,
    });
    expect((recordsOf(doc).get('b') as Y.Map<unknown>).has('authorId')).toBe(false);
    deleteStrokes(doc, ['a', 'b', 'nothing']);
    expect(readStrokes(doc).map(({ id }) => id)).toEqual(['c']);
  });

  test.each<[what: string, path: unknown]>([
    ['no points', []],
    ['half a point', [1, 2, 3]],
    ['too many points', Array.from({ length: LIMITS.strokePoints * 2 + 2 }, () => 0)],
    ['half a pixel', [0.5, 1]],
    ['no number', [Number.NaN, 1]],
    ['an end off the canvas', [999_999, 0, 1, 0, 1, 0]],
    ['words', ['1', '2']],
    ['something else', 'a line'],
  ])('of %s are not drawn, and passed over when others did', (_, path) => {
    const doc = new Y.Doc();
    expect(() => addStroke(doc, strokeDraft({ path: path as number[] }))).toThrow(RangeError);
    draw(doc, 'bad');
    draw(doc, 'good');
    (recordsOf(doc).get('bad') as Y.Map<unknown>).set('path', path);
    expect(readStroke(doc, 'bad')).toBeNull();
    expect(readStrokes(doc).map(({ id }) => id)).toEqual(['good']);
  });

  it('in a colour and a width that this version does not know are shown in others', () => {
    const doc = new Y.Doc();
    draw(doc, 'a');
    const record = recordsOf(doc).get('a') as Y.Map<unknown>;
    record.set('color', 'gold');
    record.set('width', 7);
    expect(readStroke(doc, 'a')).toMatchObject({ color: 'ink', width: 'fine' });
  });

  it('are not deleted as points, nor points as strokes', () => {
    const doc = new Y.Doc();
    const [point, stroke] = [addPoint(doc, pointDraft()), addStroke(doc, strokeDraft())];
    deletePoints(doc, [stroke]);
    deleteStrokes(doc, [point]);
    expect([readBoard(doc).points.length, readStrokes(doc).length]).toEqual([1, 1]);
  });

  it('are taken back and drawn again by their own page only, whole', () => {
    const doc = new Y.Doc();
    const undo = createUndo(doc);
    draw(doc, 'own');
    addStroke(doc, strokeDraft({ id: 'theirs' as StrokeId }), 'remote');
    const both = readStrokes(doc);
    undo.undo();
    expect(readStrokes(doc).map(({ id }) => id)).toEqual(['theirs']);
    undo.redo();
    expect(readStrokes(doc)).toEqual(both);
    undo.stopCapturing();
    deleteStrokes(doc, ['own', 'theirs']);
    undo.undo();
    expect(readStrokes(doc)).toEqual(both);
    undo.destroy();
  });
});

describe('observeStrokes', () => {
  function recorder(doc: Y.Doc) {
    const seen: Record<keyof StrokesChange, string[]>[] = [];
    const stop = observeStrokes(doc, ({ added, removed, changed }) => {
      seen.push({ added: [...added], removed: [...removed], changed: [...changed] });
    });
    return { seen, stop };
  }

  it('tells of what is drawn, erased and brought back, here and elsewhere, and of no point', () => {
    const [ours, theirs] = [new Y.Doc(), new Y.Doc()];
    const { seen, stop } = recorder(ours);
    const undo = createUndo(ours);
    const point = addPoint(ours, pointDraft());
    editPointText(ours, point, '改过的');
    undo.stopCapturing();
    ours.transact(() => {
      draw(ours, 'a');
      draw(ours, 'b');
    });
    exchange([ours, theirs]);
    deleteStrokes(theirs, ['a']);
    editPointText(theirs, point, '又改了');
    deletePoints(theirs, [point]);
    exchange([ours, theirs]);
    undo.stopCapturing();
    deleteStrokes(ours, ['b']);
    undo.undo();
    ours.transact(() => {
      draw(ours, 'c');
      deleteStrokes(ours, ['c']);
    });
    draw(ours, 'b');
    stop();
    draw(ours, 'd');
    expect(seen).toEqual([
      { added: ['a', 'b'], removed: [], changed: [] },
      { added: [], removed: ['a'], changed: [] },
      { added: [], removed: ['b'], changed: [] },
      { added: ['b'], removed: [], changed: [] },
      { added: [], removed: [], changed: ['b'] },
    ]);
    undo.destroy();
  });
});

describe('whoever reads points', () => {
  it('has nothing to do with strokes', () => {
    const [ours, theirs] = [new Y.Doc(), new Y.Doc()];
    addPoint(ours, pointDraft());
    draw(ours, 'first');
    const index = createPointIndex(ours);
    const stop = index.follow();
    const heard: unknown[] = [];
    observePoints(ours, (change) => heard.push(change));
    const revision = index.revision();
    exchange([ours, theirs]);
    for (const doc of [theirs, ours]) {
      draw(doc, doc === ours ? 'a' : 'b');
      deleteStrokes(doc, ['first']);
      exchange([ours, theirs]);
    }
    draw(ours, 'a');
    expect(heard).toEqual([]);
    expect([index.revision(), index.size(), readCards(ours).length]).toEqual([revision, 1, 1]);
    stop();
  });

  it('hears of the points of a transaction that strokes are in as well', () => {
    const doc = new Y.Doc();
    const heard: string[][] = [];
    observePoints(doc, ({ added, changed, removed }) => heard.push([...added, ...changed, ...removed]));
    let point = '';
    doc.transact(() => {
      point = addPoint(doc, pointDraft());
      draw(doc, 'a');
    });
    expect(heard).toEqual([[point]]);
  });
});
