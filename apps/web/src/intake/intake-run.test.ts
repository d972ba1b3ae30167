import { addPoint, deletePoints, readPoints, themeAreas, withInbox } from '@gongyi/board';
import { newId, type PointId } from '@gongyi/domain';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createIntakeRun, type IntakeRun, undoIntake } from './intake-run.ts';
import type { IntakePoint } from './rows/judge-rows.ts';

const AREAS = themeAreas(
  withInbox([
    { id: 'business', prompts: [] },
    { id: 'roads', prompts: [] },
  ]),
);
const NOTHING = { changes: 0, isOnDevice: true, isLate: false };

function pointsOf(count: number): IntakePoint[] {
  return Array.from({ length: count }, (_, n) => ({
    id: `imported-${n}` as PointId,
    themeId: n % 2 === 0 ? 'business' : 'roads',
    text: `第${n}条`,
    source: null,
    channel: '电话',
    unit: '石桥村',
    author: '',
    category: 'problem',
    level: null,
    createdAt: null,
  }));
}

/** A page's document whose server stores what it is told to. */
class Page {
  doc = new Y.Doc();
  status: 'online' | 'offline' = 'online';
  unsaved = new Set<string>();
  readonly frames: Uint8Array[] = [];

  constructor() {
    this.doc.on('update', (update: Uint8Array) => this.frames.push(update));
  }

  follow(run: IntakeRun): void {
    const written = run.written().length;
    run.look({
      doc: this.doc,
      synced: this.status === 'online',
      status: this.status,
      unsaved: { ...NOTHING, points: this.unsaved },
    });
    for (const id of run.written().slice(written)) this.unsaved.add(id);
  }

  stores(run: IntakeRun): void {
    this.unsaved = new Set();
    this.follow(run);
  }
}

function begin(page: Page, points: readonly IntakePoint[]): IntakeRun {
  const run = createIntakeRun({ points, authorId: 'secretary', areas: AREAS, onChange: () => undefined });
  page.follow(run);
  return run;
}

function finish(page: Page, run: IntakeRun): void {
  for (let frames = 0; run.state().phase === 'running'; frames++) {
    if (frames > 1_000) throw new Error('the run does not end');
    page.stores(run);
  }
}

test('the next points are written only when the server has stored those before, and progress is what it stored', () => {
  const page = new Page();
  const run = begin(page, pointsOf(600));
  expect([readPoints(page.doc).length, run.state().confirmed]).toEqual([250, 0]);
  page.follow(run);
  expect(readPoints(page.doc).length).toBe(250);
  page.stores(run);
  expect([readPoints(page.doc).length, run.state().confirmed]).toEqual([500, 250]);
  finish(page, run);
  expect(run.state()).toEqual({ phase: 'done', total: 600, confirmed: 600 });
});

test('as long as one of those points is not stored, none counts, and no other is written', () => {
  const page = new Page();
  const run = begin(page, pointsOf(600));
  page.unsaved = new Set(['imported-249']);
  page.follow(run);
  expect([readPoints(page.doc).length, run.state().confirmed]).toEqual([250, 0]);
  page.stores(run);
  expect([readPoints(page.doc).length, run.state().confirmed]).toEqual([500, 250]);
});

test('without a connection nothing is written, and the run goes on when it is back', () => {
  const page = new Page();
  const run = begin(page, pointsOf(300));
  page.status = 'offline';
  page.stores(run);
  expect(run.state()).toMatchObject({ phase: 'running', confirmed: 0 });
  page.status = 'online';
  finish(page, run);
  expect(readPoints(page.doc).length).toBe(300);
});

test('a second import of the same rows writes nothing', () => {
  const page = new Page();
  finish(page, begin(page, pointsOf(300)));
  const before = Y.encodeStateVector(page.doc);
  const again = begin(page, pointsOf(300));
  expect(again.state()).toEqual({ phase: 'done', total: 300, confirmed: 300 });
  expect(again.written()).toEqual([]);
  expect(Y.encodeStateVector(page.doc)).toEqual(before);
});

test('a run that is stopped waits for what is under way, keeps it, and is made whole by the next', () => {
  const page = new Page();
  const run = begin(page, pointsOf(600));
  run.stop();
  expect(run.state().phase).toBe('stopping');
  page.stores(run);
  expect(run.state()).toEqual({ phase: 'stopped', total: 600, confirmed: 250 });
  expect(readPoints(page.doc).length).toBe(250);
  finish(page, begin(page, pointsOf(600)));
  expect(readPoints(page.doc).length).toBe(600);
});

test('when the server takes back what was sent, the run ends and says what is stored', () => {
  const page = new Page();
  const run = begin(page, pointsOf(600));
  page.stores(run);
  const clean = new Y.Doc();
  const [first] = page.frames;
  if (first !== undefined) Y.applyUpdate(clean, first);
  page.doc = clean;
  page.stores(run);
  expect(run.state()).toEqual({ phase: 'refused', total: 600, confirmed: 250 });
});

test('no two cards overlap, also those that others put there meanwhile', () => {
  const page = new Page();
  const grid = AREAS[0]?.grid ?? { x: 0, y: 0 };
  addPoint(page.doc, { themeId: 'business', ...grid, text: 'first', authorId: 'a', author: 'A' });
  const run = begin(page, pointsOf(600));
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(page.doc));
  // Where the import would go on.
  const lowest = Math.max(...readPoints(other).map(({ y }) => y));
  addPoint(other, {
    themeId: 'business',
    x: grid.x,
    y: lowest + 148,
    text: 'beneath',
    authorId: 'b',
    author: 'B',
    id: newId(),
  });
  Y.applyUpdate(page.doc, Y.encodeStateAsUpdate(other));
  finish(page, run);
  const places = readPoints(page.doc).map(({ x, y }) => `${x},${y}`);
  expect(places.length).toBe(602);
  expect(new Set(places).size).toBe(602);
});

test('the longest points travel in frames that the server takes', () => {
  const page = new Page();
  const run = begin(
    page,
    pointsOf(500).map((point) => ({ ...point, text: '长'.repeat(500) })),
  );
  finish(page, run);
  expect(Math.max(...page.frames.map(({ length }) => length))).toBeLessThan(500_000);
});

test('undo takes the whole import back as one edit, but for what must stay and what others have deleted', () => {
  const page = new Page();
  const run = begin(page, pointsOf(600));
  finish(page, run);
  deletePoints(page.doc, ['imported-3']);
  const frames = page.frames.length;
  expect(undoIntake(page.doc, run.written(), (id) => id === 'imported-5')).toBe(598);
  expect(page.frames.length).toBe(frames + 1);
  expect(page.frames.at(-1)?.length).toBeLessThan(100_000);
  expect(readPoints(page.doc).map(({ id }) => id)).toEqual(['imported-5']);
});

test('ten thousand points are written and read in their order', () => {
  const page = new Page();
  finish(page, begin(page, pointsOf(10_000)));
  const texts = readPoints(page.doc).map(({ text }) => text);
  expect([texts.length, texts[0], texts.at(-1)]).toEqual([10_000, '第0条', '第9999条']);
});
