import type { ClusterId, PointId } from '@gongyi/domain';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { CARD_HEIGHT, CARD_WIDTH, themeAreas, withInbox } from '../geometry/theme-areas.ts';
import { clusterTitle, readCluster } from '../model/cluster.ts';
import { readPoint, readPoints } from '../model/point.ts';
import { readBoard, readCards, readClusters } from '../readings/read-board.ts';
import { readMembers } from '../readings/read-members.ts';
import { exchange } from '../test/exchange.ts';
import { pointDraft } from '../test/point-draft.ts';
import { type SeededRandom, seededRandom } from '../test/seeded-random.ts';
import { SEEDS } from '../test/seeds.ts';
import {
  dissolveClusters,
  editClusterTitle,
  mergePoints,
  placeCluster,
  takeOutOfCluster,
} from './cluster-operations.ts';
import { createUndo } from './create-undo.ts';
import { addPoint, addPointToTheme, deletePoints, editPointText, OWN_EDIT, placePoint } from './point-operations.ts';
import { settleOwnPlaces } from './settle-own-places.ts';

const AREAS = themeAreas(
  withInbox([
    { id: 'theme-1', prompts: [] },
    { id: 'theme-2', prompts: [] },
  ]),
);
const BY = { authorId: 'sorter', author: '李强' };

/** Points a, b, c, … of a theme, the first the oldest. */
function docWith(count: number): { doc: Y.Doc; ids: PointId[] } {
  const doc = new Y.Doc();
  const ids = Array.from({ length: count }, (_, index) => String.fromCharCode(97 + index) as PointId);
  for (const [index, id] of ids.entries())
    addPointToTheme(doc, pointDraft({ id, text: `话 ${id}`, createdAt: new Date(index * 1_000).toISOString() }), AREAS);
  return { doc, ids };
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

function shown(doc: Y.Doc) {
  const { points, clusters } = readBoard(doc);
  return { points: points.map(({ id }) => id), clusters: clusters.map(({ members }) => members.map(({ id }) => id)) };
}

function expectNoOverlap(doc: Y.Doc) {
  const cards = readCards(doc);
  for (const [index, one] of cards.entries()) {
    for (const other of cards.slice(index + 1)) {
      const apart = Math.abs(one.x - other.x) >= CARD_WIDTH || Math.abs(one.y - other.y) >= CARD_HEIGHT;
      expect({ one: one.id, other: other.id, apart }).toEqual({ one: one.id, other: other.id, apart: true });
    }
  }
}

describe('merging', () => {
  test('makes one card where the first was, and changes nothing else of the points', () => {
    const { doc } = docWith(3);
    const before = readPoints(doc);
    const id = mergePoints(doc, ['b', 'a'], { ...BY, title: '证明难办' }) as ClusterId;
    const { x, y } = before[1] as (typeof before)[1];
    expect(readClusters(doc)).toMatchObject([{ id, title: '证明难办', themeId: 'theme-1', x, y, ...BY }]);
    expect(shown(doc)).toEqual({ points: ['c'], clusters: [['a', 'b']] });
    const unmerged = readPoints(doc).map((point) => ({ ...point, clusterId: null }));
    expect(unmerged).toEqual(before);
    expect(readMembers(doc, id).map((point) => point.id)).toEqual(['a', 'b']);
  });

  test('with a cluster joins it, and of two clusters one stays', () => {
    const { doc } = docWith(5);
    const first = mergePoints(doc, ['a', 'b'], BY);
    const second = mergePoints(doc, ['c', 'd'], BY) as ClusterId;
    expect(mergePoints(doc, ['e', second], BY)).toBe(second);
    expect(mergePoints(doc, [first ?? '', second], BY)).toBe(first);
    expect(shown(doc)).toEqual({ points: [], clusters: [['a', 'b', 'c', 'd', 'e']] });
    expect(readCluster(doc, second)).toBeNull();
  });

  test.each([[['a']], [['a', 'a']], [['a', 'gone']], [[]]])('of %j is nothing', (ids) => {
    const { doc } = docWith(1);
    const before = Y.encodeStateAsUpdate(doc);
    expect(mergePoints(doc, ids, BY)).toBeNull();
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });

  test('a point in another cluster leaves it', () => {
    const { doc } = docWith(4);
    mergePoints(doc, ['a', 'b'], BY);
    mergePoints(doc, ['b', 'c', 'd'], BY);
    expect(shown(doc)).toEqual({ points: ['a'], clusters: [['b', 'c', 'd']] });
  });
});

describe('taking out', () => {
  test('puts a point beside the cluster, with its own words', () => {
    const { doc } = docWith(4);
    const id = mergePoints(doc, ['a', 'b', 'c'], BY) ?? '';
    placeCluster(doc, id, { themeId: 'theme-2', x: AREAS[1]?.grid.x ?? 0, y: 900 });
    takeOutOfCluster(doc, ['b'], AREAS);
    expect(shown(doc)).toEqual({ points: ['b', 'd'], clusters: [['a', 'c']] });
    expect(readPoint(doc, 'b')).toMatchObject({ text: '话 b', themeId: 'theme-2', clusterId: null });
    expect(readPoint(doc, 'b')?.y).toBeGreaterThan(900 - CARD_HEIGHT);
    expectNoOverlap(doc);
  });

  test('of all but one leaves no cluster, and nothing on top of another', () => {
    const { doc, ids } = docWith(9);
    const id = mergePoints(doc, ids, BY) ?? '';
    for (let n = 0; n < 8; n++) addPointToTheme(doc, pointDraft({ createdAt: '2026-03-02T08:00:00.000Z' }), AREAS);
    takeOutOfCluster(doc, ids.slice(1), AREAS);
    expect(readBoard(doc).clusters).toEqual([]);
    expect(readCluster(doc, id)).toBeNull();
    expectNoOverlap(doc);
  });

  test('dissolving leaves the first where the cluster was', () => {
    const { doc } = docWith(3);
    const id = mergePoints(doc, ['a', 'b', 'c'], BY) ?? '';
    placeCluster(doc, id, { themeId: 'theme-2', x: 2_000, y: 1_234 });
    dissolveClusters(doc, [id, 'a', 'gone'], AREAS);
    expect(readPoint(doc, 'a')).toMatchObject({ themeId: 'theme-2', x: 2_000, y: 1_234, clusterId: null });
    expect(shown(doc)).toEqual({ points: ['a', 'b', 'c'], clusters: [] });
    expectNoOverlap(doc);
  });
});

test('points of a theme that the page does not know come to lie in a row', () => {
  const { doc } = docWith(3);
  const id = mergePoints(doc, ['a', 'b', 'c'], BY) ?? '';
  placeCluster(doc, id, { themeId: 'elsewhere', x: 0, y: 5_000 });
  dissolveClusters(doc, [id], AREAS);
  expect(readPoints(doc).map(({ themeId, y }) => [themeId, y])).toEqual(Array(3).fill(['elsewhere', 5_000]));
  expectNoOverlap(doc);
});

describe('each is one step to take back', () => {
  const steps: readonly (readonly [what: string, step: (doc: Y.Doc, clusterId: ClusterId) => void])[] = [
    ['merging', (doc) => mergePoints(doc, ['d', 'e'], BY)],
    ['joining', (doc, id) => mergePoints(doc, ['d', id], BY)],
    ['taking out', (doc) => takeOutOfCluster(doc, ['a'], AREAS)],
    ['dissolving', (doc, id) => dissolveClusters(doc, [id], AREAS)],
    ['moving', (doc, id) => placeCluster(doc, id, { themeId: 'theme-2', x: 0, y: 0 })],
    ['the title', (doc, id) => editClusterTitle(doc, id, '改了')],
  ];

  test.each(steps)('%s', (_, step) => {
    const { doc } = docWith(5);
    const id = mergePoints(doc, ['a', 'b', 'c'], { ...BY, title: '题目' }, 'before') as ClusterId;
    const undo = createUndo(doc, OWN_EDIT);
    const before = readBoard(doc);
    step(doc, id);
    const after = readBoard(doc);
    expect(after).not.toEqual(before);
    undo.undo();
    expect(readBoard(doc)).toEqual(before);
    undo.redo();
    expect(readBoard(doc)).toEqual(after);
  });
});

test('two who type in one title keep their characters', () => {
  const { doc } = docWith(2);
  const id = mergePoints(doc, ['a', 'b'], { ...BY, title: '证明' }) ?? '';
  const other = copyOf(doc);
  clusterTitle(doc, id)?.insert(0, '窗口');
  clusterTitle(other, id)?.insert(2, '难办');
  exchange([doc, other]);
  expect(readCluster(doc, id)?.title).toBe('窗口证明难办');
});

test('two who merge the same two points at once make one cluster', () => {
  const { doc } = docWith(2);
  const other = copyOf(doc);
  mergePoints(doc, ['a', 'b'], BY);
  mergePoints(other, ['b', 'a'], BY);
  exchange([doc, other]);
  expect(shown(doc)).toEqual({ points: [], clusters: [['a', 'b']] });
  expect(readBoard(other)).toEqual(readBoard(doc));
});

test('a point that joins a cluster while another dissolves it is on its own', () => {
  const { doc } = docWith(3);
  const id = mergePoints(doc, ['a', 'b'], BY) ?? '';
  const other = copyOf(doc);
  mergePoints(doc, [id, 'c'], BY);
  dissolveClusters(other, [id], AREAS);
  exchange([doc, other]);
  expect(shown(doc)).toEqual({ points: ['a', 'b', 'c'], clusters: [] });
});

test('a cluster does not make way, and a point that came to lie on it does', () => {
  const { doc } = docWith(3);
  const id = mergePoints(doc, ['b', 'c'], BY) ?? '';
  const { themeId, x, y } = readCluster(doc, id) ?? { themeId: '', x: 0, y: 0 };
  placePoint(doc, 'a', { themeId, x, y });
  expect(settleOwnPlaces(doc, null, AREAS)).toBe(1);
  expect(readCluster(doc, id)).toMatchObject({ x, y });
  expectNoOverlap(doc);
});

describe('whatever several people sort at once', () => {
  function sort(random: SeededRandom, doc: Y.Doc, undo: Y.UndoManager) {
    const { points, clusters } = readBoard(doc);
    const cards = [...points, ...clusters];
    const one = random.pick(cards).id;
    const cluster = clusters.length > 0 ? random.pick(clusters) : null;
    const place = { themeId: random.pick(AREAS).themeId, x: random.below(900), y: random.below(900) };
    undo.stopCapturing();
    const roll = random.next();
    if (roll < 0.15) undo.undo();
    else if (roll < 0.2) undo.redo();
    else if (roll < 0.45) mergePoints(doc, [one, random.pick(cards).id, random.pick(cards).id], BY);
    else if (roll < 0.6 && cluster !== null) takeOutOfCluster(doc, [random.pick(cluster.members).id], AREAS);
    else if (roll < 0.7 && cluster !== null) dissolveClusters(doc, [cluster.id], AREAS);
    else if (roll < 0.8) placePoint(doc, one, place) || placeCluster(doc, one, place);
    else if (roll < 0.85) deletePoints(doc, [one]);
    else if (roll < 0.9) editPointText(doc, random.pick(readPoints(doc)).id, `改 ${random.below(100)}`);
    else addPoint(doc, pointDraft(place));
  }

  test.each(SEEDS)('every point is to be seen exactly once, and alike on all pages (seed %i)', (seed) => {
    const random = seededRandom(seed);
    const first = docWith(12).doc;
    const docs = [first, copyOf(first), copyOf(first)];
    const undos = docs.map((doc) => createUndo(doc));
    for (let step = 0; step < 150; step++) {
      const who = random.below(docs.length);
      const [doc, undo] = [docs[who] as Y.Doc, undos[who] as Y.UndoManager];
      if (readPoints(doc).length < 3) addPoint(doc, pointDraft());
      sort(random, doc, undo);
      if (random.chance(0.2)) exchange(docs);
      const { points, clusters } = readBoard(doc);
      const seen = [...points, ...clusters.flatMap(({ members }) => members)].map(({ id }) => id).sort();
      expect(seen).toEqual(
        readPoints(doc)
          .map(({ id }) => id)
          .sort(),
      );
      for (const { members } of clusters) expect(members.length).toBeGreaterThan(1);
    }
    exchange(docs);
    for (const doc of docs) expect(shown(doc)).toEqual(shown(first));
  });
});
