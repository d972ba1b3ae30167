import {
  addPoint,
  CLUSTER_KIND,
  KIND,
  POINT_FIELDS,
  POINT_KIND,
  RECORDS,
  recordsOf,
  STROKE_FIELDS,
  STROKE_KIND,
} from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { INBOX_THEME_ID, type PointId } from '@gongyi/domain';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { forgeUpdate } from '../../test/forge.ts';
import { guardedDocument, outcomeOf } from '../../test/guarded-document.ts';

/**
 * Yjs runs the values that a field had one after the other together into one struct, when all but
 * the last were deleted before they were sent. Others read the last one, and a page that restores
 * may read any: each of them must be valid.
 */
const PAGE = 4711;
const POINT = 'point-1' as PointId;
const DATE = '2026-11-29T08:00:00.000Z';

type Fields = Readonly<Record<string, unknown>>;

/**
 * A record as Yjs writes it, but for one field, which is given several values in one struct, of
 * which all but the last are deleted.
 */
function recordWithRun(fields: Fields, field: string, values: readonly unknown[]): Uint8Array {
  const others = Object.entries(fields).filter(([key]) => key !== field);
  const parent = Y.createID(PAGE, 0);
  const text = fields[KIND] === STROKE_KIND ? [] : [fields[KIND] === POINT_KIND ? POINT_FIELDS.text : 'title'];
  return forgeUpdate(
    PAGE,
    0,
    [
      { parent: RECORDS, key: 'new-record', content: new Y.ContentType(new Y.Map()) },
      { parent, key: field, content: new Y.ContentAny([...values]) },
      ...others.map(([key, value]) => ({ parent, key, content: new Y.ContentAny([value]) })),
      ...text.map((key) => ({ parent, key, content: new Y.ContentType(new Y.Text()) })),
    ],
    [[PAGE, 1, values.length - 1]],
  );
}

const POINT_RECORD: Fields = {
  [KIND]: POINT_KIND,
  [POINT_FIELDS.place]: ['theme-1', 1, 1],
  [POINT_FIELDS.authorId]: 'facilitator',
  [POINT_FIELDS.createdAt]: DATE,
};
const CLUSTER_RECORD: Fields = { ...POINT_RECORD, [KIND]: CLUSTER_KIND };
const STROKE_RECORD: Fields = {
  [KIND]: STROKE_KIND,
  [STROKE_FIELDS.path]: [1, 1],
  [STROKE_FIELDS.color]: 'red',
  [STROKE_FIELDS.width]: 'fine',
  [STROKE_FIELDS.authorId]: 'facilitator',
  [STROKE_FIELDS.createdAt]: DATE,
};

type Run = readonly [field: string, good: unknown, bad: unknown];

const OF_ALL: readonly Run[] = [
  [POINT_FIELDS.authorId, 'facilitator', 7],
  [POINT_FIELDS.createdAt, DATE, 'yesterday'],
];
const OF_PLACED: readonly Run[] = [
  ...OF_ALL,
  [POINT_FIELDS.place, ['theme-1', 2, 2], ['theme-1', 'left', 2]],
  [POINT_FIELDS.author, '王芳', ''],
];
const UNIT: Run = [POINT_FIELDS.unit, '石桥村', ''];
const DETAILS: readonly Run[] = [
  [POINT_FIELDS.place, ['theme-1', 2, 2], ['theme-1', 1e9, 2]],
  [POINT_FIELDS.channel, '座谈', { toString: 'x' }],
  [POINT_FIELDS.source, 'masses', 'heaven'],
  [POINT_FIELDS.category, 'idea', 'joke'],
  [POINT_FIELDS.level, 'person', 'god'],
  [POINT_FIELDS.prompt, 3, -1],
  [POINT_FIELDS.cluster, 'cluster-1', '__proto__'],
];
const OF_STROKES: readonly Run[] = [
  ...OF_ALL,
  [STROKE_FIELDS.path, [2, 2], [0.5, 2]],
  [STROKE_FIELDS.color, 'red', 'pink'],
  [STROKE_FIELDS.width, 'fine', 7],
];

const onNew = [
  ...[[KIND, POINT_KIND, 'line'] as const, ...OF_PLACED, UNIT, ...DETAILS].map(
    (run) => ['point', POINT_RECORD, run] as const,
  ),
  ...[[KIND, CLUSTER_KIND, 'line'] as const, ...OF_PLACED].map((run) => ['cluster', CLUSTER_RECORD, run] as const),
  ...[[KIND, STROKE_KIND, 'line'] as const, ...OF_STROKES].map((run) => ['stroke', STROKE_RECORD, run] as const),
].map(([kind, record, [field, good, bad]]) => [kind, field, record, good, bad] as const);

test.each(onNew)('[AU5] on a new %s, a run of values of %s is valid only as a whole', (_, field, record, good, bad) => {
  const outcome = (...values: unknown[]) =>
    outcomeOf(guardedDocument().take(recordWithRun(record, field, values), 'facilitator'));
  expect(outcome(good, good)).toBe('taken');
  expect(outcome(good, bad)).toBe('value');
  expect(outcome(bad, good)).toBe('value');
  expect(outcome(good, bad, good)).toBe('value');
});

test.each(DETAILS)(
  '[AU5] on a point that is there, a run of values of %s is valid only as a whole',
  (field, good, bad) => {
    const outcome = (...values: unknown[]) => {
      const { doc, take } = guardedDocument((filled) => addPoint(filled, pointDraft({ id: POINT })));
      const record = recordsOf(doc).get(POINT) as Y.Map<unknown>;
      const before = record._map.get(field);
      const parent = record._item?.id;
      if (parent === undefined) throw new Error('no point');
      const place = before === undefined ? { parent, key: field } : { origin: before.lastId };
      const deleted = before === undefined ? [] : [[before.id.client, before.id.clock, before.length] as const];
      const run = { ...place, content: new Y.ContentAny(values) };
      return outcomeOf(take(forgeUpdate(PAGE, 0, [run], [...deleted, [PAGE, 0, values.length - 1]]), 'facilitator'));
    };
    expect(outcome(good, good)).toBe('taken');
    expect(outcome(good, bad)).toBe('value');
    expect(outcome(bad, good)).toBe('value');
    expect(outcome(good, bad, good)).toBe('value');
  },
);

test('[AU3] a run of two kinds is no kind', () => {
  const outcome = (...kinds: string[]) =>
    outcomeOf(guardedDocument().take(recordWithRun(POINT_RECORD, KIND, kinds), 'facilitator'));
  expect(outcome(POINT_KIND, CLUSTER_KIND)).toBe('kind');
  expect(outcome(POINT_KIND, STROKE_KIND)).toBe('kind');
  expect(outcome(POINT_KIND, POINT_KIND)).toBe('taken');
});

test.each([
  ['point', POINT_RECORD],
  ['stroke', STROKE_RECORD],
])('[AU1][AU23] a run of two authors of a %s is nobody’s own', (_, record) => {
  const outcome = (...authorIds: string[]) =>
    outcomeOf(guardedDocument().take(recordWithRun(record, POINT_FIELDS.authorId, authorIds), 'facilitator'));
  expect(outcome('victim', 'facilitator')).toBe('authorship');
  expect(outcome('facilitator', 'victim')).toBe('authorship');
});

test('[AU20] in a run of places each is one where the sender may put a point', () => {
  const name = { [POINT_FIELDS.author]: '王芳', [POINT_FIELDS.unit]: '石桥村' };
  const record = { ...POINT_RECORD, ...name, [POINT_FIELDS.authorId]: 'latecomer' };
  const outcome = (...themeIds: string[]) => {
    const places = themeIds.map((themeId) => [themeId, 1, 1]);
    return outcomeOf(guardedDocument().take(recordWithRun(record, POINT_FIELDS.place, places), 'latecomer'));
  };
  expect(outcome(INBOX_THEME_ID, INBOX_THEME_ID)).toBe('taken');
  expect(outcome('theme-1', INBOX_THEME_ID)).toBe('theme');
  expect(outcome(INBOX_THEME_ID, 'theme-1')).toBe('theme');
});
