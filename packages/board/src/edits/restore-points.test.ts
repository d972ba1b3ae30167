import { LIMITS } from '@gongyi/domain';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { themeAreas } from '../geometry/theme-areas.ts';
import { pointText, readPoint, readPoints } from '../model/point.ts';
import { readBoard } from '../readings/read-board.ts';
import { recordsOf } from '../records/layout.ts';
import { readStrokes } from '../strokes/stroke.ts';
import { addStroke, deleteStrokes } from '../strokes/stroke-operations.ts';
import { exchange } from '../test/exchange.ts';
import { pointDraft } from '../test/point-draft.ts';
import { randomEdit, randomText } from '../test/random-text.ts';
import { type SeededRandom, seededRandom } from '../test/seeded-random.ts';
import { SEEDS } from '../test/seeds.ts';
import { strokeDraft } from '../test/stroke-draft.ts';
import { dissolveClusters, editClusterTitle, mergePoints } from './cluster-operations.ts';
import { createUndo } from './create-undo.ts';
import { addPoint, deletePoints, editPointText, placePoint, setPointDetails } from './point-operations.ts';
import { restorePoints } from './restore-points.ts';

const BY = { authorId: 'sorter', author: '' };
const THEMES = ['theme-1', 'theme-2', 'theme-3'];
const AREAS = themeAreas(THEMES.map((id) => ({ id, prompts: [] })));

/** A copy as it is kept: through bytes, in a document of its own. */
function keep(doc: Y.Doc): Y.Doc {
  const kept = new Y.Doc();
  Y.applyUpdateV2(kept, Y.encodeStateAsUpdateV2(doc));
  return kept;
}

function updatesOf(doc: Y.Doc): Uint8Array[] {
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  return updates;
}

describe('restorePoints', () => {
  test('brings back clusters with their titles, and all that is known of a point', () => {
    const doc = new Y.Doc();
    const ids = ['a', 'b', 'c'].map((text) =>
      addPoint(doc, pointDraft({ text, category: 'idea', level: 'team', prompt: 0 })),
    );
    const id = mergePoints(doc, ids, { ...BY, title: '证明难办' }) ?? '';
    const then = readBoard(doc);
    const kept = keep(doc);

    dissolveClusters(doc, [id], AREAS);
    setPointDetails(doc, ids[0] ?? '', { category: 'problem', level: null, prompt: 3 });
    mergePoints(doc, ids.slice(1), BY);
    expect(restorePoints(doc, kept)).toEqual({ added: 1, changed: 3, removed: 1 });
    expect(readBoard(doc)).toEqual(then);
    expect(restorePoints(doc, kept)).toEqual({ added: 0, changed: 0, removed: 0 });
  });

  test('brings back what was deleted with its id and author, mends what was changed, and takes away what came later', () => {
    const doc = new Y.Doc();
    const deleted = addPoint(doc, pointDraft({ authorId: 'person-2', source: 'masses', channel: '意见箱' }));
    const edited = addPoint(doc, pointDraft({ channel: '' }));
    const moved = addPoint(doc, pointDraft({ x: 500 }));
    const untouched = addPoint(doc, pointDraft({ x: 900 }));
    const then = readPoints(doc);
    const kept = keep(doc);

    deletePoints(doc, [deleted]);
    editPointText(doc, edited, '换了说法');
    setPointDetails(doc, edited, { channel: '座谈会', source: 'self' });
    placePoint(doc, moved, { themeId: 'theme-2', x: 1, y: 2 });
    addPoint(doc, pointDraft({ text: '后来写的' }));

    const untouchedText = pointText(doc, untouched);
    const updates = updatesOf(doc);
    expect(restorePoints(doc, kept)).toEqual({ added: 1, changed: 2, removed: 1 });
    expect(readPoints(doc)).toEqual(then);
    expect(updates).toHaveLength(1);
    expect(pointText(doc, untouched)).toBe(untouchedText);
  });

  test('draws again what was erased, with its id, and takes away what was drawn since', () => {
    const doc = new Y.Doc();
    const [erased, kept] = [
      addStroke(doc, strokeDraft()),
      addStroke(doc, strokeDraft({ path: [1, 2], color: 'blue' })),
    ];
    const then = readStrokes(doc);
    const earlier = keep(doc);
    deleteStrokes(doc, [erased]);
    addStroke(doc, strokeDraft({ width: 'bold' }));
    const stays = recordsOf(doc).get(kept);
    expect(restorePoints(doc, earlier)).toEqual({ added: 1, changed: 0, removed: 1 });
    expect(readStrokes(doc)).toEqual(then);
    expect(recordsOf(doc).get(kept)).toBe(stays);
    expect(restorePoints(doc, earlier)).toEqual({ added: 0, changed: 0, removed: 0 });
  });

  test('draws no line that nobody could read', () => {
    const [doc, earlier] = [new Y.Doc(), new Y.Doc()];
    const ids = ['path', 'color', 'createdAt'].map((field) => {
      const id = addStroke(earlier, strokeDraft());
      (recordsOf(earlier).get(id) as Y.Map<unknown>).set(field, 'x');
      return id;
    });
    expect(restorePoints(doc, earlier)).toEqual({ added: 0, changed: 0, removed: 0 });
    for (const id of ids) expect(recordsOf(doc).has(id)).toBe(false);
  });

  test('changes nothing when everything is as it was', () => {
    const doc = new Y.Doc();
    addPoint(doc, pointDraft({ source: 'masses' }));
    addStroke(doc, strokeDraft());
    const kept = keep(doc);
    const updates = updatesOf(doc);
    expect(restorePoints(doc, kept)).toEqual({ added: 0, changed: 0, removed: 0 });
    expect(updates).toEqual([]);
  });

  test('an empty state takes everything away, and can itself be undone by restoring the one before', () => {
    const doc = new Y.Doc();
    for (const text of ['一', '二', '三']) addPoint(doc, pointDraft({ text }));
    const before = readPoints(doc);
    const kept = keep(doc);
    restorePoints(doc, new Y.Doc());
    expect(readPoints(doc)).toEqual([]);
    restorePoints(doc, kept);
    expect(readPoints(doc)).toEqual(before);
  });

  test('what others type in a restored text at the same time stays', () => {
    const [server, page] = [new Y.Doc(), new Y.Doc()];
    const id = addPoint(server, pointDraft({ text: '窗口午间没有人' }));
    const kept = keep(server);
    editPointText(server, id, '窗口午间没有人值班');
    exchange([server, page]);
    pointText(page, id)?.insert(0, '大厅');
    restorePoints(server, kept);
    exchange([server, page]);
    expect(readPoint(server, id)?.text).toBe('大厅窗口午间没有人');
    expect(readPoints(page)).toEqual(readPoints(server));
  });

  test('copies no more than a point may have', () => {
    const doc = new Y.Doc();
    const id = addPoint(doc, pointDraft());
    const forged = keep(doc);
    const records = forged.getMap<Y.Map<unknown>>('records');
    const record = records.get(id);
    record?.set('extra', 'x');
    record?.set('source', 'nowhere');
    record?.set('author', 'x'.repeat(LIMITS.personNameChars + 1));
    pointText(forged, id)?.insert(0, '字'.repeat(LIMITS.storedPointTextChars));
    for (const badId of ['__proto__', 'a b', 'x'.repeat(LIMITS.idChars + 1)]) {
      records.set(badId, record?.clone() as Y.Map<unknown>);
    }
    records.set('drawing', new Y.Map([['kind', 'line']]));
    const placeless = record?.clone() as Y.Map<unknown>;
    records.set('placeless', placeless);
    placeless.delete('place');
    forged.getMap('elsewhere').set('a', 1);

    deletePoints(doc, [id]);
    restorePoints(doc, forged);
    expect(readPoints(doc).map((point) => point.id)).toEqual([id]);
    const stored = doc.getMap<Y.Map<unknown>>('records').get(id)?.toJSON();
    expect(Object.keys(stored ?? {}).sort()).toEqual(['authorId', 'createdAt', 'kind', 'place', 'text', 'unit']);
    expect(stored?.text).toHaveLength(LIMITS.storedPointTextChars);
    expect([...doc.getMap('records').keys()]).toEqual([id]);
    expect(doc.share.has('elsewhere')).toBe(false);
  });

  test('a record that is a point no more becomes one again, and one of another kind is left alone', () => {
    const doc = new Y.Doc();
    const id = addPoint(doc, pointDraft());
    const records = doc.getMap<Y.Map<unknown>>('records');
    const kept = keep(doc);
    const then = readPoint(doc, id);
    records.get(id)?.delete('kind');
    records.set('drawing', new Y.Map([['kind', 'line']]));
    restorePoints(doc, kept);
    expect(readPoint(doc, id)).toEqual(then);
    expect(records.get('drawing')?.get('kind')).toBe('line');
  });

  test('is nobody’s own edit: undo passes it over, on the page where it was made and on others', () => {
    const [page, other] = [new Y.Doc(), new Y.Doc()];
    const mine = addPoint(page, pointDraft({ text: '先写的' }), 'before');
    const kept = keep(page);
    exchange([page, other]);
    const undos = [createUndo(page), createUndo(other)];
    const later = addPoint(page, pointDraft({ text: '后写的' }));
    deletePoints(page, [mine]);
    exchange([page, other]);

    restorePoints(page, kept);
    exchange([page, other]);
    expect(undos.map((undo) => undo.undoStack.length)).toEqual([1, 0]);
    for (const undo of undos) undo.undo();
    exchange([page, other]);
    for (const doc of [page, other]) {
      expect(readPoints(doc).map(({ id }) => id)).toEqual([mine]);
      expect(readPoint(doc, later)).toBeNull();
    }
    for (const undo of undos) undo.destroy();
  });
});

/** One edit as a person makes it. Returns the id that it was about. */
function editAtRandom(doc: Y.Doc, random: SeededRandom): string {
  const points = readPoints(doc);
  const kind = points.length === 0 ? 0 : random.below(6);
  if (kind <= 1) {
    return addPoint(
      doc,
      pointDraft({ text: randomText(random, 20), themeId: random.pick(THEMES), x: random.below(900) }),
    );
  }
  const { id, text } = random.pick(points);
  if (kind === 2) deletePoints(doc, [id]);
  else if (kind === 3)
    placePoint(doc, id, { themeId: random.pick(THEMES), x: random.below(900), y: random.below(900) });
  else if (kind === 4)
    setPointDetails(doc, id, { channel: randomText(random, 2), source: random.pick(['masses', null]) });
  else editPointText(doc, id, randomEdit(random, text));
  return id;
}

function sortAtRandom(doc: Y.Doc, random: SeededRandom): void {
  const { points, clusters } = readBoard(doc);
  const cards = [...points, ...clusters];
  if (cards.length < 2) return;
  const cluster = clusters.length > 0 ? random.pick(clusters) : null;
  const kind = random.below(4);
  if (kind < 2 || cluster === null) mergePoints(doc, [random.pick(cards).id, random.pick(cards).id], BY);
  else if (kind === 2) editClusterTitle(doc, cluster.id, randomText(random, 5));
  else dissolveClusters(doc, [cluster.id], AREAS);
}

describe.each(SEEDS)('seed %i', (seed) => {
  test('gives exactly the points of then on every replica, whatever was done since', () => {
    const random = seededRandom(seed);
    const docs = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
    const [server = new Y.Doc()] = docs;
    const states: { kept: Y.Doc; board: unknown }[] = [];
    for (let step = 0; step < 300; step++) {
      if (random.chance(0.7)) editAtRandom(random.pick(docs), random);
      else sortAtRandom(random.pick(docs), random);
      if (random.chance(0.1)) exchange([random.pick(docs), server]);
      if (random.chance(0.05)) states.push({ kept: keep(server), board: readBoard(server) });
      if (states.length > 0 && random.chance(0.05)) {
        exchange(docs);
        const { kept, board } = random.pick(states);
        restorePoints(server, kept);
        exchange(docs);
        for (const doc of docs) expect(readBoard(doc)).toEqual(board);
      }
    }
  });

  test('what others did meanwhile merges, and every point that they left alone is as it was', () => {
    const random = seededRandom(seed);
    for (let round = 0; round < 20; round++) {
      const docs = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
      const [server = new Y.Doc(), ...pages] = docs;
      for (let step = 0; step < 30; step++) editAtRandom(server, random);
      const kept = keep(server);
      const then = readPoints(server);
      for (let step = 0; step < 30; step++) editAtRandom(server, random);
      exchange(docs);

      const touched = new Set(Array.from({ length: 10 }, () => editAtRandom(random.pick(pages), random)));
      restorePoints(server, kept);
      exchange(docs);

      for (const doc of docs) {
        expect(readPoints(doc)).toEqual(readPoints(server));
        expect(readPoints(doc).filter(({ id }) => !touched.has(id))).toEqual(then.filter(({ id }) => !touched.has(id)));
      }
    }
  });
});
