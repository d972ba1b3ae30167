import {
  addPoint,
  addStroke,
  CLUSTER_FIELDS,
  CLUSTER_KIND,
  clusterTitle,
  editPointText,
  KIND,
  mergePoints,
  POINT_FIELDS,
  pointText,
  RECORDS,
  recordsOf,
  STROKE_FIELDS,
} from '@gongyi/board';
import { pointDraft, strokeDraft } from '@gongyi/board/testing';
import { type ClusterId, LIMITS, type PointId, type StrokeId } from '@gongyi/domain';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Rule } from '../../guard/rules.ts';
import { forgeUpdate } from '../../test/forge.ts';
import { guardedDocument, outcomeOf } from '../../test/guarded-document.ts';
import type { RIGHTS } from '../../test/rights.ts';

const [ONE, TWO] = ['point-1' as PointId, 'point-2' as PointId];
const CLUSTER = 'cluster-1' as ClusterId;
const WORDS = '办证';
const x = (chars: number) => 'x'.repeat(chars);

function fill(doc: Y.Doc) {
  for (const id of [ONE, TWO]) addPoint(doc, pointDraft({ id, authorId: 'participant', text: WORDS }));
  mergePoints(doc, [ONE, TWO], { id: CLUSTER, authorId: 'sorter', author: '王芳', title: WORDS });
}

const recordOf = (doc: Y.Doc, id: string) => recordsOf(doc).get(id) as Y.Map<unknown>;
const addWith =
  (field: string, valueFor: (size: number) => unknown, authorId = 'participant') =>
  (doc: Y.Doc, size: number) =>
    void recordOf(doc, addPoint(doc, pointDraft({ authorId }))).set(field, valueFor(size));
const setWith = (field: string, valueFor: (size: number) => unknown) => (doc: Y.Doc, size: number) =>
  void recordOf(doc, ONE).set(field, valueFor(size));
const drawn = (pathOf: (size: number) => unknown) => (doc: Y.Doc, size: number) =>
  void recordOf(doc, addStroke(doc, strokeDraft({ authorId: 'participant' }))).set(STROKE_FIELDS.path, pathOf(size));
const dated = (chars: number) => `1 Nov 2026 08:00 (${x(chars - '1 Nov 2026 08:00 ()'.length)})`;

type Bound = readonly [
  what: string,
  most: number,
  rule: Rule,
  who: keyof typeof RIGHTS,
  change: (doc: Y.Doc, size: number) => unknown,
];

const bounds: readonly Bound[] = [
  [
    'the text of a new point',
    LIMITS.storedPointTextChars,
    'textLength',
    'participant',
    (doc, size) => addPoint(doc, pointDraft({ authorId: 'participant', text: x(size) })),
  ],
  [
    'a text that grows',
    LIMITS.storedPointTextChars,
    'textLength',
    'participant',
    (doc, size) => pointText(doc, ONE)?.insert(1, x(size - WORDS.length)),
  ],
  [
    'a text of which a part is replaced',
    LIMITS.storedPointTextChars,
    'textLength',
    'participant',
    (doc, size) => {
      pointText(doc, ONE)?.delete(0, 1);
      pointText(doc, ONE)?.insert(0, x(size - WORDS.length + 1));
    },
  ],
  [
    'a text of which a part is written and taken back in one update',
    LIMITS.storedPointTextChars,
    'textLength',
    'participant',
    (doc, size) => {
      pointText(doc, ONE)?.insert(0, x(size));
      pointText(doc, ONE)?.delete(0, WORDS.length);
    },
  ],
  [
    'the title of a new cluster',
    LIMITS.storedClusterTitleChars,
    'textLength',
    'sorter',
    (doc, size) => mergePoints(doc, [ONE, TWO], { authorId: 'sorter', author: '王芳', title: x(size) }),
  ],
  [
    'a title that grows',
    LIMITS.storedClusterTitleChars,
    'textLength',
    'sorter',
    (doc, size) => clusterTitle(doc, CLUSTER)?.insert(0, x(size - WORDS.length)),
  ],
  [
    'the name of an author',
    LIMITS.personNameChars,
    'value',
    'facilitator',
    addWith(POINT_FIELDS.author, x, 'facilitator'),
  ],
  [
    'the name on a cluster',
    LIMITS.personNameChars,
    'value',
    'facilitator',
    (doc, size) =>
      void recordOf(doc, mergePoints(doc, [ONE, TWO], { authorId: 'facilitator', author: '王芳' }) ?? '').set(
        CLUSTER_FIELDS.author,
        x(size),
      ),
  ],
  [
    'the unit of a new point',
    LIMITS.unitNameChars,
    'value',
    'facilitator',
    addWith(POINT_FIELDS.unit, x, 'facilitator'),
  ],
  ['a channel', LIMITS.channelChars, 'value', 'participant', setWith(POINT_FIELDS.channel, x)],
  ['the number of a prompt', LIMITS.promptsPerTheme - 1, 'value', 'participant', setWith(POINT_FIELDS.prompt, Number)],
  ['the name of a cluster', LIMITS.idChars, 'value', 'sorter', setWith(POINT_FIELDS.cluster, x)],
  ['the name of a theme', LIMITS.idChars, 'value', 'participant', setWith(POINT_FIELDS.place, (n) => [x(n), 0, 0])],
  ...[1, -1].flatMap((sign): Bound[] => [
    ['how far right', 1_000_000, 'value', 'participant', setWith(POINT_FIELDS.place, (n) => ['theme-1', sign * n, 0])],
    ['how far down', 1_000_000, 'value', 'participant', setWith(POINT_FIELDS.place, (n) => ['theme-1', 0, sign * n])],
  ]),
  ['a date', 40, 'value', 'participant', addWith(POINT_FIELDS.createdAt, dated)],
  [
    'the id of a point',
    LIMITS.idChars,
    'unknownPlace',
    'participant',
    (doc, size) => addPoint(doc, pointDraft({ id: x(size) as PointId, authorId: 'participant' })),
  ],
  [
    'the id of a stroke',
    LIMITS.idChars,
    'unknownPlace',
    'participant',
    (doc, size) => addStroke(doc, strokeDraft({ id: x(size) as StrokeId, authorId: 'participant' })),
  ],
  ['the points of a line', LIMITS.strokePoints, 'value', 'participant', drawn((n) => Array(2 * n).fill(1))],
  ...[1, -1].flatMap((sign): Bound[] => [
    ['how far right a line goes', 1_000_000, 'value', 'participant', drawn((n) => [sign, 0, sign * (n - 1), 0])],
    ['how far down a line goes', 1_000_000, 'value', 'participant', drawn((n) => [0, sign, 0, sign * (n - 1)])],
  ]),
];

test.each(bounds)('[AU5] %s: %i is taken, and one more refused', (_, most, rule, who, change) => {
  const { judge, changed } = guardedDocument(fill);
  const outcomes = [most, most + 1].map((size) =>
    outcomeOf(
      judge(
        changed((copy) => change(copy, size)),
        who,
      ),
    ),
  );
  expect(outcomes).toEqual(['taken', rule]);
});

test.each([
  ['a point', 'participant'],
  ['a stroke', 'participant'],
] as const)('[AU5] the id of the author of %s: 64 characters are taken, and one more refused', (what, role) => {
  const outcomes = [LIMITS.idChars, LIMITS.idChars + 1].map((size) => {
    const { judge, changed } = guardedDocument();
    const by = { authorId: x(size) };
    const update = changed((copy) =>
      what === 'a point' ? addPoint(copy, pointDraft(by)) : addStroke(copy, strokeDraft(by)),
    );
    return outcomeOf(judge(update, by.authorId, { role }));
  });
  expect(outcomes).toEqual(['taken', 'value']);
});

test('[AU5] a text that is too long already may become shorter, and not longer', () => {
  const tooLong = x(LIMITS.storedPointTextChars + 10);
  const { judge, changed } = guardedDocument((doc) =>
    addPoint(doc, pointDraft({ id: ONE, authorId: 'participant', text: tooLong })),
  );
  const outcome = (text: string) =>
    outcomeOf(
      judge(
        changed((copy) => editPointText(copy, ONE, text)),
        'participant',
      ),
    );
  expect(outcome(tooLong.slice(5))).toBe('taken');
  expect(outcome(`${tooLong.slice(1)}y`)).toBe('taken');
  expect(outcome(`${tooLong}y`)).toBe('textLength');
});

test('[AU17] a full session takes as many clusters as it holds beside its points, and one more is refused', () => {
  const { take, changed } = guardedDocument((doc) => {
    const records = recordsOf(doc);
    for (let n = 2; n < LIMITS.pointsPerSession; n++) records.set(`p${n}`, new Y.Map());
    for (let n = 1; n < LIMITS.clustersPerSession; n++) records.set(`c${n}`, new Y.Map([[KIND, CLUSTER_KIND]]));
    for (const id of [ONE, TWO]) addPoint(doc, pointDraft({ id }));
  });
  const merge = (copy: Y.Doc) => mergePoints(copy, [ONE, TWO], { authorId: 'facilitator', author: '王芳' });
  expect(outcomeOf(take(changed(merge), 'facilitator'))).toBe('taken');
  expect(outcomeOf(take(changed(merge), 'facilitator'))).toBe('recordCount');
});

const garbage = (clientId: number, length = 1) => forgeUpdate(clientId, 0, [new Y.GC(Y.createID(clientId, 0), length)]);

test('[AU15] an update of as many clients as may be is read, and one of more is malformed', () => {
  const { judge } = guardedDocument();
  const updateOf = (clients: number) =>
    Y.mergeUpdates(Array.from({ length: clients }, (_, index) => garbage(index + 1)));
  expect(outcomeOf(judge(updateOf(LIMITS.syncClientsPerUpdate), 'participant', { kind: 'answer' }))).toBe('taken');
  expect(() => judge(updateOf(LIMITS.syncClientsPerUpdate + 1), 'participant')).toThrow('too many clients');
});

test('[AU15] a clock goes to 2^40 and no further, in what is written and in what is deleted', () => {
  const { judge } = guardedDocument();
  const most = 2 ** 40;
  expect(outcomeOf(judge(garbage(7, most), 'facilitator'))).toBe('taken');
  expect(() => judge(garbage(7, most + 1), 'facilitator')).toThrow('impossible clock');
  const deleted = (length: number) => forgeUpdate(7, 0, [], [[7, 0, length]]);
  expect(outcomeOf(judge(deleted(most), 'facilitator'))).toBe('taken');
  expect(() => judge(deleted(most + 1), 'facilitator')).toThrow('impossible clock');
});

test.each(['participant', 'reader'] as const)('[AU13] only so much is waited for, from a %s', (who) => {
  const { judge } = guardedDocument();
  const waitingFor = (clients: number) =>
    forgeUpdate(
      7,
      0,
      [],
      Array.from({ length: clients }, (_, index) => [index + 1, 0, 1] as const),
    );
  const outcomes = [LIMITS.syncLackingRanges, LIMITS.syncLackingRanges + 1].map((clients) =>
    outcomeOf(judge(waitingFor(clients), who, { kind: 'answer' })),
  );
  expect(outcomes).toEqual(['taken', 'lackingTooMuch']);
});

test('[AU14] a page passes on what 200 unknown clients did, and of no more', () => {
  const { judge } = guardedDocument();
  /** Nothing that the sender may say themselves. */
  const foreign = (clientId: number) =>
    forgeUpdate(clientId, 0, [{ parent: RECORDS, key: `r${clientId}`, content: new Y.ContentAny(['x']) }]);
  const outcomes = [200, 201].map((clients) =>
    outcomeOf(
      judge(Y.mergeUpdates(Array.from({ length: clients }, (_, index) => foreign(index + 1))), 'participant', {
        kind: 'answer',
        namedClientId: 4711,
      }),
    ),
  );
  expect(outcomes).toEqual(['taken', 'foreignClients']);
});
