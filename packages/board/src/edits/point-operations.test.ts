import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { themeAreas } from '../geometry/theme-areas.ts';
import { pointText, readPoint, readPoints } from '../model/point.ts';
import { exchange } from '../test/exchange.ts';
import { pointDraft } from '../test/point-draft.ts';
import { randomEdit, randomText } from '../test/random-text.ts';
import { seededRandom } from '../test/seeded-random.ts';
import { SEEDS } from '../test/seeds.ts';
import {
  addPoint,
  addPointToTheme,
  deletePoints,
  editPointText,
  movePointToTheme,
  placePoint,
  setPointDetails,
} from './point-operations.ts';

const THEMES = ['theme-1', 'theme-2', 'theme-3'].map((id) => ({ id, prompts: ['提示'] }));
const AREAS = themeAreas(THEMES);

function replicas(count: number): Y.Doc[] {
  return Array.from({ length: count }, () => new Y.Doc());
}

describe('a point', () => {
  test('reads back as it was written', () => {
    const doc = new Y.Doc();
    const given = { category: 'idea', level: 'team', prompt: 0, source: 'masses', channel: '意见箱' } as const;
    const draft = pointDraft({ ...given, createdAt: '2026-03-02T08:00:00.000Z' });
    const id = addPoint(doc, draft);
    expect(readPoint(doc, id)).toEqual({ id, clusterId: null, ...draft });
  });

  test('is written without what no database can hold', () => {
    const doc = new Y.Doc();
    const id = addPoint(doc, pointDraft({ text: '一\u0000二\ud800', author: '王\u0007芳', unit: '\u0000' }));
    setPointDetails(doc, id, { channel: '意见\u001b箱' });
    const stored = doc.getMap('records').toJSON()[id];
    expect(stored).toMatchObject({ text: '一二\uFFFD', author: '王芳', channel: '意见箱' });
    expect(stored).not.toHaveProperty('unit');
    editPointText(doc, id, '一\u0000三');
    expect(pointText(doc, id)?.toString()).toBe('一三');
  });

  test('stores nothing for what was not given', () => {
    const doc = new Y.Doc();
    const id = addPoint(doc, pointDraft({ authorId: '', author: '', unit: '', source: null, channel: '' }));
    expect(Object.keys(doc.getMap('records').toJSON()[id]).sort()).toEqual(['createdAt', 'kind', 'place', 'text']);
    expect(readPoint(doc, id)).toMatchObject({ authorId: '', author: '', unit: '', source: null, channel: '' });
  });

  test('is one update to the others', () => {
    const doc = new Y.Doc();
    let updates = 0;
    doc.on('update', () => updates++);
    const id = addPointToTheme(doc, pointDraft(), AREAS);
    movePointToTheme(doc, id, 'theme-2', AREAS);
    deletePoints(doc, [id]);
    expect(updates).toBe(3);
  });

  test('is changed field by field, and cleared by the empty value', () => {
    const doc = new Y.Doc();
    const id = addPoint(doc, pointDraft());
    setPointDetails(doc, id, { source: 'self', channel: '座谈会' });
    expect(readPoint(doc, id)).toMatchObject({ unit: '石桥村', source: 'self', channel: '座谈会' });
    setPointDetails(doc, id, { source: null, channel: '' });
    expect(readPoint(doc, id)).toMatchObject({ unit: '石桥村', source: null, channel: '' });
  });

  test('that is gone is left alone, and the caller is told', () => {
    const doc = new Y.Doc();
    const id = addPoint(doc, pointDraft());
    deletePoints(doc, [id, 'never was']);
    expect(readPoints(doc)).toEqual([]);
    expect(editPointText(doc, id, 'x')).toBe(false);
    expect(placePoint(doc, id, { themeId: 'theme-1', x: 0, y: 0 })).toBe(false);
    expect(setPointDetails(doc, id, { channel: 'x' })).toBe(false);
    expect(movePointToTheme(doc, id, 'theme-1', AREAS)).toBe(false);
    expect(readPoints(doc)).toEqual([]);
  });

  test('keeps its place when it moves to the theme where it lies already', () => {
    const doc = new Y.Doc();
    const id = addPointToTheme(doc, pointDraft(), AREAS);
    const before = readPoint(doc, id);
    movePointToTheme(doc, id, 'theme-1', AREAS);
    expect(readPoint(doc, id)).toEqual(before);
  });

  test('refuses a place that is no number', () => {
    const doc = new Y.Doc();
    expect(() => addPoint(doc, pointDraft({ x: Number.NaN }))).toThrow(RangeError);
  });
});

describe('two people at once', () => {
  test('a move and an edit of one card both survive', () => {
    const [one, two] = replicas(2) as [Y.Doc, Y.Doc];
    const id = addPoint(one, pointDraft({ text: '灯不亮' }));
    exchange([one, two]);
    placePoint(one, id, { themeId: 'theme-2', x: 900, y: 400 });
    editPointText(two, id, '村口的灯不亮');
    exchange([one, two]);
    for (const doc of [one, two]) {
      expect(readPoint(doc, id)).toMatchObject({ themeId: 'theme-2', x: 900, y: 400, text: '村口的灯不亮' });
    }
  });

  test('of two moves one wins whole: theme, x and y never mix', () => {
    const [one, two] = replicas(2) as [Y.Doc, Y.Doc];
    const id = addPoint(one, pointDraft());
    exchange([one, two]);
    const left = { themeId: 'theme-1', x: 24, y: 500 };
    const right = { themeId: 'theme-3', x: 2000, y: 120 };
    placePoint(one, id, right);
    placePoint(one, id, left);
    placePoint(two, id, right);
    exchange([one, two]);
    expect([left, right]).toContainEqual(pick(readPoint(one, id)));
    expect(readPoint(two, id)).toEqual(readPoint(one, id));
  });
});

describe('records that do not fit', () => {
  const malformed: Record<string, (record: Y.Map<unknown>) => void> = {
    'another kind': (record) => record.set('kind', 'shape'),
    'no text': (record) => record.delete('text'),
    'a plain string as text': (record) => record.set('text', 'x'),
    'no place': (record) => record.delete('place'),
    'a place without theme': (record) => record.set('place', ['', 1, 2]),
    'a place that is no number': (record) => record.set('place', ['theme-1', '1', 2]),
    'a place that is not finite': (record) => record.set('place', ['theme-1', Number.NaN, 2]),
    'a place beyond the canvas': (record) => record.set('place', ['theme-1', 1e12, 2]),
    'no time': (record) => record.delete('createdAt'),
  };

  test.each(Object.entries(malformed))('%s: skipped, without hiding the others', (_, spoil) => {
    const doc = new Y.Doc();
    const bad = addPoint(doc, pointDraft());
    const good = addPoint(doc, pointDraft());
    spoil(doc.getMap('records').get(bad) as Y.Map<unknown>);
    doc.getMap('records').set('not a map', 7);
    expect(readPoint(doc, bad)).toBeNull();
    expect(readPoint(doc, 'not a map')).toBeNull();
    expect(readPoints(doc).map(({ id }) => id)).toEqual([good]);
  });

  test('an unknown source or a name of a wrong type is read as none', () => {
    const doc = new Y.Doc();
    const id = addPoint(doc, pointDraft());
    const record = doc.getMap('records').get(id) as Y.Map<unknown>;
    record.set('source', 'oracle');
    record.set('author', 5);
    expect(readPoint(doc, id)).toMatchObject({ source: null, author: '' });
  });
});

test.each(SEEDS)('random concurrent work converges, and edits of one text keep both (seed %i)', (seed) => {
  const random = seededRandom(seed);
  const docs = replicas(4);
  for (let step = 0; step < 400; step++) {
    const doc = random.pick(docs);
    const points = readPoints(doc);
    const point = points.length > 0 ? random.pick(points) : null;
    const roll = random.next();
    if (point === null || roll < 0.25) addPointToTheme(doc, pointDraft({ text: randomText(random, 12) }), AREAS);
    else if (roll < 0.6) editPointText(doc, point.id, randomEdit(random, point.text));
    else if (roll < 0.75) movePointToTheme(doc, point.id, random.pick(THEMES).id, AREAS);
    else if (roll < 0.85) placePoint(doc, point.id, { themeId: 'theme-1', x: random.below(900), y: random.below(900) });
    else if (roll < 0.92) setPointDetails(doc, point.id, { channel: randomText(random, 3) });
    else deletePoints(doc, [point.id]);
    if (random.chance(0.05)) exchange([doc, random.pick(docs)]);
  }
  exchange(docs);
  const [first, ...others] = docs.map(readPoints);
  for (const other of others) expect(other).toEqual(first);

  const [one, two] = docs as [Y.Doc, Y.Doc];
  const shared = addPoint(one, pointDraft({ text: '中' }));
  exchange([one, two]);
  editPointText(one, shared, `甲${pointText(one, shared)}`);
  editPointText(two, shared, `${pointText(two, shared)}乙`);
  exchange(docs);
  for (const doc of docs) expect(readPoint(doc, shared)?.text).toBe('甲中乙');
});

function pick(point: { themeId: string; x: number; y: number } | null) {
  return point && { themeId: point.themeId, x: point.x, y: point.y };
}
