import type { FormerPoint } from '@gongyi/api';
import {
  addPoint,
  CARD_HEIGHT,
  CARD_WIDTH,
  deletePoints,
  editClusterTitle,
  freePlace,
  mergePoints,
  type Point,
  placeCluster,
  readPoint,
  readPoints,
  themeAreas,
  withInbox,
} from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { type ClusterId, INBOX_THEME_ID, LIMITS, type PointId } from '@gongyi/domain';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createSessionPoints } from './session-points.ts';

const THEMES = [{ id: 'theme-1', prompts: ['一', '二', '三'] }];

function pointsOf(doc: Y.Doc) {
  return createSessionPoints(() => ({
    readDocument: async (_sessionId, read) => read(doc),
    changeDocument: async (_sessionId, change) => doc.transact(() => change(doc)),
  }));
}

function addAndDelete(doc: Y.Doc, text: string): FormerPoint {
  const id = addPoint(doc, pointDraft({ text }));
  const former = readPoint(doc, id) as Point;
  deletePoints(doc, [id]);
  return former;
}

test('points are brought back as one edit, and those that are there are left as they are', async () => {
  const doc = new Y.Doc();
  const [first, second] = [addAndDelete(doc, '一'), addAndDelete(doc, '二')];
  const points = pointsOf(doc);
  expect(await points.bringBack('s1', [first], THEMES)).toEqual([first.id]);
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  expect(await points.bringBack('s1', [first, second], THEMES)).toEqual([second.id]);
  expect(updates).toHaveLength(1);
  expect(readPoints(doc).map(({ text }) => text)).toEqual(['一', '二']);
});

const ids = (...names: string[]) => names as PointId[];

function merged(...names: string[]) {
  const doc = new Y.Doc();
  for (const [index, id] of ids(...names).entries()) {
    const createdAt = new Date(Date.UTC(2026, 10, 29, 8, names.length - index)).toISOString();
    addPoint(doc, pointDraft({ id, text: `${id} 的话`, themeId: 'theme-1', createdAt, unit: '石桥村' }));
  }
  const by = { id: 'cluster-1' as ClusterId, authorId: 'person-1', author: '' };
  mergePoints(doc, ids(...names), by);
  return { doc, points: pointsOf(doc) };
}

test('points are read in the order asked for, each that exists, with all that the API is told of them', async () => {
  const doc = new Y.Doc();
  const details = { source: 'masses', channel: '座谈', unit: '石桥村' } as const;
  for (const id of ids('a', 'b')) addPoint(doc, pointDraft({ id, text: `${id} 的话`, ...details }));
  const read = await pointsOf(doc).readPoints('s1', ['b', 'gone', 'a']);
  expect(read.map(({ id }) => id)).toEqual(['b', 'a']);
  expect(read[0]).toMatchObject({ text: 'b 的话', author: '王芳', themeId: 'theme-1', ...details, clusterId: null });
});

test('a cluster is read by its title, or by the words of its oldest point, and as nobody’s', async () => {
  const { doc, points } = merged('young', 'old');
  const own = { id: 'cluster-1', author: '', unit: '', source: null, channel: '', clusterId: null };
  expect(await points.readPoints('s1', ['cluster-1'])).toEqual([{ ...own, themeId: 'theme-1', text: 'old 的话' }]);
  editClusterTitle(doc, 'cluster-1', '办事难');
  expect(await points.readPoints('s1', ['cluster-1'])).toEqual([{ ...own, themeId: 'theme-1', text: '办事难' }]);
});

test('a point that was merged is in the theme of its cluster, and names it', async () => {
  const { doc, points } = merged('young', 'old');
  placeCluster(doc, 'cluster-1', { themeId: 'theme-2', x: 0, y: 0 });
  expect(await points.readPoints('s1', ['old'])).toMatchObject([{ themeId: 'theme-2', clusterId: 'cluster-1' }]);
  expect(await points.readAllPoints('s1')).toMatchObject([
    { id: 'old', themeId: 'theme-2', clusterId: 'cluster-1' },
    { id: 'young', themeId: 'theme-2', clusterId: 'cluster-1' },
  ]);
});

test('a cluster of one is none: neither read, nor named by its point, which is in its own theme', async () => {
  const { doc, points } = merged('young', 'old');
  placeCluster(doc, 'cluster-1', { themeId: 'theme-2', x: 0, y: 0 });
  deletePoints(doc, ['old']);
  expect(await points.readPoints('s1', ['cluster-1'])).toEqual([]);
  for (const read of [await points.readPoints('s1', ['young']), await points.readAllPoints('s1')])
    expect(read).toMatchObject([{ id: 'young', themeId: 'theme-1', clusterId: null }]);
});

test('all points are read the oldest first, merged or not, and of one age in the order of their ids', async () => {
  const { doc, points } = merged('m2', 'm1');
  const at = (hour: number) => new Date(Date.UTC(2026, 10, 29, hour)).toISOString();
  for (const [id, hour] of [
    ['z', 9],
    ['b', 7],
    ['a', 9],
  ] as const)
    addPoint(doc, pointDraft({ id: id as PointId, createdAt: at(hour) }));
  expect((await points.readAllPoints('s1')).map(({ id }) => id)).toEqual(['b', 'm1', 'm2', 'a', 'z']);
});

test('points are added once, clear of each other and of the cards that are there, each in its theme', async () => {
  const doc = new Y.Doc();
  const areas = themeAreas(withInbox([...THEMES, { id: 'theme-2', prompts: [] }]));
  addPoint(doc, pointDraft({ id: 'there' as PointId, text: '早就有', ...freePlace(areas, 'theme-1', []) }));
  const [point] = readPoints(doc);
  if (point === undefined) throw new Error('no such point');
  const { x: _x, y: _y, clusterId: _clusterId, ...draft } = point;
  const news = ['theme-1', 'theme-2', 'theme-1', INBOX_THEME_ID].map((themeId, index) => ({
    ...draft,
    id: `new-${index}`,
    text: `新${index}`,
    themeId,
  }));
  const points = pointsOf(doc);
  const again = { ...draft, id: 'there', text: '换了' };
  for (let times = 2; times > 0; times--) {
    await points.addPoints('s1', [again, ...news], [...THEMES, { id: 'theme-2', prompts: [] }]);
    const all = readPoints(doc);
    expect(Object.fromEntries(all.map(({ text, themeId }) => [text, themeId]))).toEqual({
      早就有: 'theme-1',
      新0: 'theme-1',
      新1: 'theme-2',
      新2: 'theme-1',
      新3: INBOX_THEME_ID,
    });
    const overlapping = all.filter((a) =>
      all.some((b) => a.id < b.id && Math.abs(a.x - b.x) < CARD_WIDTH && Math.abs(a.y - b.y) < CARD_HEIGHT),
    );
    expect(overlapping).toEqual([]);
  }
});

test('as many are brought back as there is room for', async () => {
  const doc = new Y.Doc();
  const [one, two] = [addAndDelete(doc, '一'), addAndDelete(doc, '二')];
  doc.transact(() => {
    for (let n = 1; n < LIMITS.pointsPerSession; n++) addPoint(doc, pointDraft({ text: '' }));
  });
  const points = pointsOf(doc);
  await expect(points.bringBack('s1', [one, two], THEMES)).rejects.toMatchObject({
    code: 'limitReached',
    details: { limit: LIMITS.pointsPerSession },
  });
  expect([readPoint(doc, one.id), readPoint(doc, two.id)]).toEqual([null, null]);
  expect(await points.bringBack('s1', [one], THEMES)).toEqual([one.id]);
});

test('what no database can hold is not read out of a document, in whatever words it stands', async () => {
  const doc = new Y.Doc();
  const id = addPoint(doc, pointDraft({ text: '' }));
  const cluster = 'cluster-1' as ClusterId;
  const record = doc.getMap('records').get(id) as Y.Map<unknown>;
  (record.get('text') as Y.Text).insert(0, '一\u0000二');
  for (const field of ['author', 'unit', 'channel']) record.set(field, `三\u0000${field}\ud800`);
  const words = { author: '三author\uFFFD', unit: '三unit\uFFFD', channel: '三channel\uFFFD' };
  const points = pointsOf(doc);
  expect(await points.readPoints('s1', [id])).toMatchObject([{ text: '一二', ...words }]);
  expect(await points.readAllPoints('s1')).toMatchObject([{ text: '一二', ...words }]);
  mergePoints(doc, [id, addPoint(doc, pointDraft())], { id: cluster, authorId: '', author: '' });
  ((doc.getMap('records').get(cluster) as Y.Map<unknown>).get('title') as Y.Text).insert(0, '四\u0000五');
  expect(await points.readPoints('s1', [cluster])).toMatchObject([{ text: '四五' }]);
});
