import { INBOX_THEME_ID } from '@gongyi/domain';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { CARD_HEIGHT, CARD_WIDTH, themeAreas, withInbox } from '../geometry/theme-areas.ts';
import { type Point, pointText, readPoint, readPoints } from '../model/point.ts';
import { readBoard } from '../readings/read-board.ts';
import { exchange } from '../test/exchange.ts';
import { pointDraft } from '../test/point-draft.ts';
import { bringBackPoints } from './bring-back-points.ts';
import { mergePoints, takeOutOfCluster } from './cluster-operations.ts';
import { createUndo } from './create-undo.ts';
import {
  addPoint,
  deletePoints,
  editPointText,
  OWN_EDIT,
  type PointDraft,
  setPointDetails,
} from './point-operations.ts';

const AREAS = themeAreas(withInbox([{ id: 'theme-1', prompts: [] }]));

function add(doc: Y.Doc, draft: Partial<PointDraft> & { readonly x?: number; readonly y?: number } = {}): Point {
  return must(readPoint(doc, addPoint(doc, pointDraft(draft))));
}

function must(point: Point | null): Point {
  if (point === null) throw new Error('no such point');
  return point;
}

test('a point comes back as it was, with all that it had, and only once', () => {
  const doc = new Y.Doc();
  const { id } = add(doc, { source: 'masses', channel: '座谈', category: 'idea', level: 'team', prompt: 2 });
  setPointDetails(doc, id, { level: null });
  const former = must(readPoint(doc, id));
  deletePoints(doc, [id]);
  expect(bringBackPoints(doc, [former], AREAS)).toEqual([id]);
  expect(readPoint(doc, id)).toEqual(former);
  editPointText(doc, id, '改过');
  expect(bringBackPoints(doc, [former], AREAS)).toEqual([]);
  expect(readPoint(doc, id)).toMatchObject({ text: '改过' });
});

test('where another card lies by now, it takes a free place near, and those that come back keep clear of each other', () => {
  const doc = new Y.Doc();
  const former = [add(doc, { y: 300 }), add(doc, { y: 300 }), add(doc, { x: 500, y: 2_000 })];
  deletePoints(
    doc,
    former.map(({ id }) => id),
  );
  const since = add(doc, { y: 310 });
  bringBackPoints(doc, former, AREAS);
  const [first, second, third] = former.map(({ id }) => must(readPoint(doc, id)));
  expect(third).toMatchObject({ x: 500, y: 2_000 });
  const places = [since, first, second].map((point) => `${point?.x},${point?.y}`);
  expect(new Set(places).size).toBe(3);
  expect(readPoint(doc, since.id)).toEqual(since);
  for (const point of [first, second]) {
    expect(point?.themeId).toBe('theme-1');
    expect(point?.y).toBeGreaterThan(150);
  }
});

test('of several that lay at one place the first comes back there, and the others beside it', () => {
  const doc = new Y.Doc();
  const former = [add(doc, { y: 300 }), add(doc, { y: 300 }), add(doc, { y: 310 })];
  deletePoints(
    doc,
    former.map(({ id }) => id),
  );
  bringBackPoints(doc, former, AREAS);
  const cards = former.map(({ id }) => must(readPoint(doc, id)));
  expect(cards[0]).toEqual(former[0]);
  for (const [index, a] of cards.entries()) {
    for (const b of cards.slice(index + 1)) {
      expect(Math.abs(a.x - b.x) >= CARD_WIDTH || Math.abs(a.y - b.y) >= CARD_HEIGHT).toBe(true);
    }
  }
});

test('a point whose theme is gone comes to the inbox', () => {
  const doc = new Y.Doc();
  const former = add(doc, { themeId: 'a theme of before' });
  deletePoints(doc, [former.id]);
  bringBackPoints(doc, [former], AREAS);
  const { themeId, x } = must(readPoint(doc, former.id));
  expect(themeId).toBe(INBOX_THEME_ID);
  expect(x).toBeGreaterThan(AREAS[0]?.w ?? 0);
});

test('it is in its cluster again while that is there, also when it was one of two', () => {
  const doc = new Y.Doc();
  const one = add(doc, { createdAt: '2026-11-29T08:00:00.000Z' });
  const two = add(doc, { createdAt: '2026-11-29T08:00:01.000Z', x: 400 });
  const clusterId = mergePoints(doc, [one.id, two.id], { authorId: 'person-1', author: '王芳' });
  const former = must(readPoint(doc, two.id));
  deletePoints(doc, [two.id]);
  bringBackPoints(doc, [former], AREAS);
  expect(readBoard(doc).clusters).toMatchObject([{ id: clusterId, members: [{ id: one.id }, { id: two.id }] }]);

  takeOutOfCluster(doc, [one.id], AREAS);
  deletePoints(doc, [two.id]);
  bringBackPoints(doc, [former], AREAS);
  expect(readPoint(doc, two.id)).toMatchObject({ clusterId: null });
});

test('whoever deleted it may undo that afterwards, and nothing is there twice or lost', () => {
  const server = new Y.Doc();
  const page = new Y.Doc();
  const undo = createUndo(page);
  const former = add(page);
  exchange([page, server]);
  undo.stopCapturing();
  deletePoints(page, [former.id], OWN_EDIT);
  exchange([page, server]);
  bringBackPoints(server, [former], AREAS);
  exchange([page, server]);

  undo.undo();
  exchange([page, server]);
  expect(readPoints(server)).toEqual(readPoints(page));
  // Its author goes on with it.
  if (readPoint(page, former.id) !== null) pointText(page, former.id)?.insert(0, '再说一遍：');
  exchange([page, server]);
  expect(readPoint(server, former.id)).toEqual({ ...former, text: `再说一遍：${former.text}` });
});

test('an undo at the same moment leaves one of it', () => {
  for (const [pageId, serverId] of [
    [1, 2],
    [2, 1],
  ] as const) {
    const server = new Y.Doc();
    const page = new Y.Doc();
    server.clientID = serverId;
    page.clientID = pageId;
    const undo = createUndo(page);
    const former = add(page);
    undo.stopCapturing();
    deletePoints(page, [former.id], OWN_EDIT);
    exchange([page, server]);
    bringBackPoints(server, [former], AREAS);
    undo.undo();
    exchange([page, server]);
    expect(readPoints(server)).toEqual([former]);
    expect(readPoints(page)).toEqual([former]);
  }
});
