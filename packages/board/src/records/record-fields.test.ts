import { LIMITS, POINT_CATEGORIES, POINT_LEVELS, POINT_SOURCES, STROKE_COLORS, STROKE_WIDTHS } from '@gongyi/domain';
import { describe, expect, test } from 'vitest';
import {
  CLUSTER_FIELDS,
  CLUSTER_KIND,
  KIND,
  MAX_COORDINATE,
  POINT_FIELDS,
  POINT_KIND,
  STROKE_FIELDS,
  STROKE_KIND,
} from './layout.ts';
import { isStorableId, RECORD_KINDS } from './record-fields.ts';

/** What the sync server lets into a document: each field of each kind, at its limit and beyond. */

type Row = {
  readonly isLasting: boolean;
  readonly isRequired: boolean;
  readonly taken: readonly unknown[];
  readonly refused: readonly unknown[];
};

const lasting = { isLasting: true, isRequired: true };
const givenOnce = { isLasting: true, isRequired: false };
const detail = { isLasting: false, isRequired: false };

const NOTHING = [null, undefined, 0, true, [], {}];
const words = (max: number) => ({
  taken: ['字', '字'.repeat(max)],
  refused: ['', '字'.repeat(max + 1), ...NOTHING],
});
const oneOf = (names: readonly string[]) => ({ taken: names, refused: ['', 'anything', 'constructor', ...NOTHING] });
const kind = (name: string) => ({ taken: [name], refused: ['', 'other', ...NOTHING] });
const text = { taken: [], refused: ['', 'words', ...NOTHING] };
const instant = {
  taken: ['2026-11-22T09:00:00.000Z', '2026-11-22'],
  refused: ['', 'yesterday', `2026-11-22T09:00:00.${'0'.repeat(21)}Z`, 1_795_338_000_000, ...NOTHING],
};
const place = {
  isLasting: false,
  isRequired: true,
  taken: [
    ['t', 0, 0],
    ['t', MAX_COORDINATE, -MAX_COORDINATE],
    ['t'.repeat(LIMITS.idChars), 1, 1],
  ],
  refused: [
    ['t', MAX_COORDINATE + 1, 0],
    ['t', 0, -MAX_COORDINATE - 1],
    ['t', 0.5, 0],
    ['t', 0, Number.NaN],
    ['t', '0', 0],
    ['t', 0],
    ['t', 0, 0, 0],
    ['', 0, 0],
    ['t'.repeat(LIMITS.idChars + 1), 0, 0],
    [1, 0, 0],
    't',
    ...NOTHING,
  ],
};

const KINDS: Readonly<Record<string, Readonly<Record<string, Row>>>> = {
  [POINT_KIND]: {
    [KIND]: { ...lasting, ...kind(POINT_KIND) },
    [POINT_FIELDS.text]: { ...lasting, ...text },
    [POINT_FIELDS.place]: place,
    [POINT_FIELDS.createdAt]: { ...lasting, ...instant },
    [POINT_FIELDS.authorId]: { ...givenOnce, ...words(LIMITS.idChars) },
    [POINT_FIELDS.author]: { ...givenOnce, ...words(LIMITS.personNameChars) },
    [POINT_FIELDS.unit]: { ...givenOnce, ...words(LIMITS.unitNameChars) },
    [POINT_FIELDS.channel]: { ...detail, ...words(LIMITS.channelChars) },
    [POINT_FIELDS.source]: { ...detail, ...oneOf(POINT_SOURCES) },
    [POINT_FIELDS.category]: { ...detail, ...oneOf(POINT_CATEGORIES) },
    [POINT_FIELDS.level]: { ...detail, ...oneOf(POINT_LEVELS) },
    [POINT_FIELDS.prompt]: {
      ...detail,
      taken: [0, LIMITS.promptsPerTheme - 1],
      refused: [-1, LIMITS.promptsPerTheme, 0.5, '0', null, undefined],
    },
    [POINT_FIELDS.cluster]: {
      ...detail,
      taken: ['c', 'c'.repeat(LIMITS.idChars)],
      refused: ['', 'c'.repeat(LIMITS.idChars + 1), 'a b', '__proto__', ...NOTHING],
    },
  },
  [CLUSTER_KIND]: {
    [KIND]: { ...lasting, ...kind(CLUSTER_KIND) },
    [CLUSTER_FIELDS.title]: { ...lasting, ...text },
    [CLUSTER_FIELDS.place]: place,
    [CLUSTER_FIELDS.createdAt]: { ...lasting, ...instant },
    [CLUSTER_FIELDS.authorId]: { ...givenOnce, ...words(LIMITS.idChars) },
    [CLUSTER_FIELDS.author]: { ...givenOnce, ...words(LIMITS.personNameChars) },
  },
  [STROKE_KIND]: {
    [KIND]: { ...lasting, ...kind(STROKE_KIND) },
    [STROKE_FIELDS.path]: {
      ...lasting,
      taken: [
        [1, 2],
        [MAX_COORDINATE, -MAX_COORDINATE],
        [MAX_COORDINATE, 0, -2 * MAX_COORDINATE, 0],
        Array(LIMITS.strokePoints * 2).fill(1),
      ],
      refused: [
        [],
        [1],
        [1, 2, 3],
        [0.5, 0],
        ['1', '2'],
        [MAX_COORDINATE + 1, 0],
        [MAX_COORDINATE, 0, 1, 0],
        [0, -MAX_COORDINATE, 0, -1],
        Array(LIMITS.strokePoints * 2 + 2).fill(1),
        'path',
        null,
        undefined,
      ],
    },
    [STROKE_FIELDS.color]: { ...lasting, ...oneOf(STROKE_COLORS) },
    [STROKE_FIELDS.width]: { ...lasting, ...oneOf(STROKE_WIDTHS) },
    [STROKE_FIELDS.createdAt]: { ...lasting, ...instant },
    [STROKE_FIELDS.authorId]: { ...givenOnce, ...words(LIMITS.idChars) },
  },
};

test('these kinds of records there are, and no others', () => {
  expect([...RECORD_KINDS.keys()].sort()).toEqual(Object.keys(KINDS).sort());
});

describe.each(Object.entries(KINDS))('%s', (name, rows) => {
  const recordKind = RECORD_KINDS.get(name);

  test('these fields it has, and no others', () => {
    expect([...(recordKind?.fields.keys() ?? [])].sort()).toEqual(Object.keys(rows).sort());
  });

  test.each(Object.entries(rows))('%s', (field, { taken, refused, ...given }) => {
    const rule = recordKind?.fields.get(field);
    expect(rule).toMatchObject(given);
    const said = (value: unknown) => `${JSON.stringify(value)}`.slice(0, 60);
    for (const value of taken) expect(rule?.accepts(value), said(value)).toBe(true);
    for (const value of refused) expect(rule?.accepts(value), said(value)).toBe(false);
  });
});

test('the one text of a record, and how long it may be', () => {
  const texts = [...RECORD_KINDS].map(([name, { textField, maxTextChars }]) => [name, textField, maxTextChars]);
  expect(texts).toEqual([
    [POINT_KIND, POINT_FIELDS.text, LIMITS.storedPointTextChars],
    [CLUSTER_KIND, CLUSTER_FIELDS.title, LIMITS.storedClusterTitleChars],
    [STROKE_KIND, null, 0],
  ]);
});

test('an id is of the symbols of ids, and nothing that every object has', () => {
  for (const id of ['a', '_-09AZ', 'x'.repeat(LIMITS.idChars)]) expect(isStorableId(id), id).toBe(true);
  const bad = ['', 'x'.repeat(LIMITS.idChars + 1), 'a b', 'a/b', '字', '__proto__', 'constructor', 'toString'];
  for (const id of bad) expect(isStorableId(id), id).toBe(false);
});
