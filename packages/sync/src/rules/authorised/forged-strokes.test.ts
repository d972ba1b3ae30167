import {
  addPoint,
  addStroke,
  deletePoints,
  deleteStrokes,
  KIND,
  mergePoints,
  POINT_FIELDS,
  placePoint,
  readStroke,
  recordsOf,
  STROKE_FIELDS,
  STROKE_KIND,
} from '@gongyi/board';
import { pointDraft, strokeDraft } from '@gongyi/board/testing';
import { CLOSE_CODES, type ClusterId, LIMITS, type PointId, type StrokeId } from '@gongyi/domain';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Rule } from '../../guard/rules.ts';
import { updateFrame } from '../../protocol.ts';
import { connectClient } from '../../test/connect-client.ts';
import { documentOf } from '../../test/document-of.ts';
import { expectRefused, expectTaken, FORGER_CLIENT } from '../../test/expect-verdict.ts';
import { forgeUpdate } from '../../test/forge.ts';
import { connectRaw } from '../../test/raw-client.ts';
import type { RIGHTS } from '../../test/rights.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { until } from '../../test/until.ts';

/** Rights are those of the role by this name; so is the person. */
type Role = keyof typeof RIGHTS;
type Change = (copy: Y.Doc, role: Role) => unknown;

const ROLES: readonly Role[] = ['participant', 'sorter', 'drawer', 'early', 'facilitator'];
const VICTIM = 'victim-stroke' as StrokeId;
const ERASED = 'erased-stroke' as StrokeId;
const POINT = 'victim-point' as PointId;
const PIECE = 'piece-of-a-point';
const ofVictim = (changes = {}) =>
  strokeDraft({ authorId: 'victim', createdAt: '2026-11-01T08:00:00.000Z', ...changes });
const ownOf = (role: Role) => `${role}-stroke` as StrokeId;
const erasedOf = (role: Role) => `${role}-erased` as StrokeId;
const pointOf = (role: Role) => `${role}-point` as PointId;
const deletedOf = (role: Role) => `${role}-deleted` as PointId;
const draftOf = (role: Role, changes = {}) => ofVictim({ authorId: role, ...changes });
const author = (role: Role) => ({ authorId: role, author: '王芳' });
const recordOf = (copy: Y.Doc, id: string) => recordsOf(copy).get(id) as Y.Map<unknown>;
const asPoint = (id: StrokeId) => id as string as PointId;
const asCluster = (id: StrokeId) => id as string as ClusterId;
const asStroke = (id: PointId) => id as string as StrokeId;

const setOn =
  (field: string, value: unknown, idOf: (role: Role) => string = ownOf): Change =>
  (copy, role) =>
    recordOf(copy, idOf(role)).set(field, value);
/** Draws one of their own and then does something to its record, in the same update. */
const drawAnd =
  (change: (record: Y.Map<unknown>) => unknown): Change =>
  (copy, role) =>
    change(recordOf(copy, addStroke(copy, draftOf(role))));
const drawWith = (field: string, value: unknown): Change =>
  drawAnd((record) => {
    record.set(field, value);
  });

/**
 * Of each role a stroke and a point, and one of each that they deleted; and the same of the victim.
 */
async function serverWithStrokes(): Promise<TestServer> {
  // What a room remembers lasts as long as the room.
  const server = await startTestServer({ timing: { unloadDelayMs: 60_000 } });
  await server.sync.changeDocument('s1', (doc) => {
    addPoint(doc, pointDraft({ id: POINT, authorId: 'victim' }));
    for (const id of [VICTIM, ERASED]) addStroke(doc, ofVictim({ id }));
    for (const role of ROLES) {
      for (const id of [ownOf(role), erasedOf(role)]) addStroke(doc, draftOf(role, { id }));
      for (const id of [pointOf(role), deletedOf(role)]) addPoint(doc, pointDraft({ id, authorId: role }));
    }
    recordsOf(doc).set(PIECE, new Y.Map([[POINT_FIELDS.authorId, 'participant']]));
  });
  await server.sync.changeDocument('s1', (doc) => {
    deleteStrokes(doc, [ERASED, ...ROLES.map(erasedOf)]);
    deletePoints(doc, ROLES.map(deletedOf));
  });
  return server;
}

const refused: (readonly [what: string, who: Role, rule: Rule, change: Change])[] = [
  ['drawing without the right', 'early', 'noRight', (copy, role) => addStroke(copy, draftOf(role))],
  ['drawing without any right', 'reader', 'noRight', (copy, role) => addStroke(copy, draftOf(role))],
  ['a point, by whom may only draw', 'drawer', 'noRight', (copy, role) => addPoint(copy, pointDraft(author(role)))],
  [
    'moving one’s own point, by whom may only draw',
    'drawer',
    'notOwn',
    (copy, role) => placePoint(copy, pointOf(role), { themeId: 'theme-1', x: 1, y: 1 }),
  ],
  ['drawing in the name of another', 'participant', 'authorship', (copy) => addStroke(copy, ofVictim())],
  [
    'drawing in nobody’s name',
    'participant',
    'authorship',
    (copy, role) => addStroke(copy, draftOf(role, { authorId: '' })),
  ],
  ['drawing in the name of another', 'facilitator', 'authorship', (copy) => addStroke(copy, ofVictim())],
  ['erasing another’s', 'participant', 'notOwn', (copy) => deleteStrokes(copy, [VICTIM])],
  ['erasing another’s while sorting', 'sorter', 'notOwn', (copy) => deleteStrokes(copy, [VICTIM])],
  [
    'erasing one’s own and another’s',
    'participant',
    'notOwn',
    (copy, role) => deleteStrokes(copy, [ownOf(role), VICTIM]),
  ],
  ['erasing one’s own without the right', 'early', 'notOwn', (copy, role) => deleteStrokes(copy, [ownOf(role)])],
  ['another line in the place of one’s own', 'participant', 'lastingField', setOn(STROKE_FIELDS.path, [1, 1])],
  ['another line in the place of another’s', 'participant', 'notOwn', setOn(STROKE_FIELDS.path, [1, 1], () => VICTIM)],
  [
    'another line in the place of another’s',
    'facilitator',
    'lastingField',
    setOn(STROKE_FIELDS.path, [1, 1], () => VICTIM),
  ],
  ['another colour', 'participant', 'lastingField', setOn(STROKE_FIELDS.color, 'blue')],
  ['another width', 'facilitator', 'lastingField', setOn(STROKE_FIELDS.width, 'bold', () => VICTIM)],
  ['another date', 'participant', 'lastingField', setOn(STROKE_FIELDS.createdAt, new Date(0).toISOString())],
  ['another author', 'participant', 'lastingField', setOn(STROKE_FIELDS.authorId, 'victim')],
  [
    'taking the line away',
    'participant',
    'lastingField',
    (copy, role) => recordOf(copy, ownOf(role)).delete(STROKE_FIELDS.path),
  ],
  [
    'taking the author away',
    'facilitator',
    'lastingField',
    (copy) => recordOf(copy, VICTIM).delete(STROKE_FIELDS.authorId),
  ],
  ['making a point of it', 'participant', 'lastingField', setOn(KIND, 'point')],
  ['making a stroke of a point', 'participant', 'lastingField', setOn(KIND, STROKE_KIND, pointOf)],
  ['a line on a point', 'participant', 'unknownField', setOn(STROKE_FIELDS.path, [1, 1], pointOf)],
  ['a place on a stroke', 'sorter', 'unknownField', setOn(POINT_FIELDS.place, ['theme-1', 1, 1])],
  ['a stroke in a cluster', 'sorter', 'unknownField', setOn(POINT_FIELDS.cluster, 'a-cluster')],
  ['words on a stroke', 'participant', 'unknownField', setOn(POINT_FIELDS.text, new Y.Text('x'))],
  ['a name on a stroke', 'participant', 'unknownField', setOn(POINT_FIELDS.author, '王芳')],
  ['a field named __proto__', 'participant', 'unknownField', setOn('__proto__', [1, 1])],
  ['a new stroke with an unknown field', 'participant', 'unknownField', drawWith('votes', 100)],
  ['a new stroke with a field named __proto__', 'participant', 'unknownField', drawWith('__proto__', [1, 1])],
  ['a new stroke with a field named constructor', 'participant', 'unknownField', drawWith('constructor', [1, 1])],
  ['a new stroke with a place', 'participant', 'kind', drawWith(POINT_FIELDS.place, ['theme-1', 1, 1])],
  ['a new stroke with a name', 'participant', 'kind', drawWith(POINT_FIELDS.author, '王芳')],
  ['a new stroke with words', 'participant', 'kind', drawWith(POINT_FIELDS.text, new Y.Text('x'))],
  ['a new stroke in a cluster', 'sorter', 'kind', drawWith(POINT_FIELDS.cluster, 'a-cluster')],
  ['a new stroke that says to be a point', 'participant', 'incompleteRecord', drawWith(KIND, 'point')],
  [
    'a new point that says to be a stroke',
    'participant',
    'incompleteRecord',
    (copy, role) => recordOf(copy, addPoint(copy, pointDraft(author(role)))).set(KIND, STROKE_KIND),
  ],
  ['a new stroke of an unknown kind', 'participant', 'value', drawWith(KIND, 'line')],
  [
    'a new stroke without a line',
    'participant',
    'incompleteRecord',
    drawAnd((record) => record.delete(STROKE_FIELDS.path)),
  ],
  [
    'a new stroke without a colour',
    'participant',
    'incompleteRecord',
    drawAnd((record) => record.delete(STROKE_FIELDS.color)),
  ],
  [
    'a new stroke without a date',
    'participant',
    'incompleteRecord',
    drawAnd((record) => record.delete(STROKE_FIELDS.createdAt)),
  ],
  ...(
    [
      ['no points', []],
      ['half a point', [1, 1, 1]],
      ['too many points', Array.from({ length: LIMITS.strokePoints * 2 + 2 }, () => 1)],
      ['half a pixel', [0.5, 1]],
      ['no number', [Number.NaN, 1]],
      ['an endless number', [1, Number.POSITIVE_INFINITY]],
      ['a huge number', [1e300, 1]],
      ['a beginning off the canvas', [0, 1_000_001]],
      ['an end off the canvas', [999_999, 0, 1, 0, 1, 0]],
      ['a way there and back off the canvas', [0, 0, -2_000_000, 0, 2_000_000, 0]],
      ['words', ['1', '2']],
      ['points in it', [[1, 1]]],
      ['nothing in it', [null, null]],
      ['big numbers in it', [1n, 1n]],
      ['an object', { length: 2, 0: 1, 1: 1 }],
      ['a text', '11'],
      ['null', null],
    ] as const
  ).map(([what, path]): (typeof refused)[number] => [
    `a line of ${what}`,
    'participant',
    'value',
    drawWith(STROKE_FIELDS.path, path),
  ]),
  ['a shared list for a line', 'participant', 'content', drawWith(STROKE_FIELDS.path, Y.Array.from([1, 1]))],
  ['bytes for a line', 'participant', 'content', drawWith(STROKE_FIELDS.path, Uint8Array.of(1, 1))],
  ...['pink', '', '__proto__', 'constructor', ['red'], 0, null].map((color): (typeof refused)[number] => [
    `the colour ${JSON.stringify(color)}`,
    'participant',
    'value',
    drawWith(STROKE_FIELDS.color, color),
  ]),
  ['an unknown width', 'participant', 'value', drawWith(STROKE_FIELDS.width, 7)],
  ...['__proto__', 'constructor', 'a b', '', 'x'.repeat(LIMITS.idChars + 1)].map((id): (typeof refused)[number] => [
    `a stroke named ${JSON.stringify(id.slice(0, 12))}`,
    'participant',
    'unknownPlace',
    (copy, role) => addStroke(copy, draftOf(role, { id })),
  ]),
  [
    'a stroke where another’s point is',
    'participant',
    'notOwn',
    (copy, role) => addStroke(copy, draftOf(role, { id: asStroke(POINT) })),
  ],
  [
    'a stroke where one’s own point is',
    'participant',
    'replacement',
    (copy, role) => addStroke(copy, draftOf(role, { id: asStroke(pointOf(role)) })),
  ],
  [
    'a stroke where one’s own point was, deleted in the same update',
    'participant',
    'replacement',
    (copy, role) => {
      deletePoints(copy, [pointOf(role)]);
      addStroke(copy, draftOf(role, { id: asStroke(pointOf(role)) }));
    },
  ],
  [
    'a stroke where one’s own point once was',
    'participant',
    'reusedId',
    (copy, role) => addStroke(copy, draftOf(role, { id: asStroke(deletedOf(role)) })),
  ],
  ['a stroke of a piece of a point', 'participant', 'kind', setOn(KIND, STROKE_KIND, () => PIECE)],
  ['a stroke of a piece of a point', 'facilitator', 'kind', setOn(KIND, STROKE_KIND, () => PIECE)],
  [
    'a point where one’s own stroke is',
    'participant',
    'replacement',
    (copy, role) => addPoint(copy, pointDraft({ ...author(role), id: asPoint(ownOf(role)) })),
  ],
  [
    'a point where another’s stroke is',
    'facilitator',
    'replacement',
    (copy) => addPoint(copy, pointDraft({ authorId: 'victim', id: asPoint(VICTIM) })),
  ],
  [
    'a point where one’s own stroke once was',
    'participant',
    'reusedId',
    (copy, role) => addPoint(copy, pointDraft({ ...author(role), id: asPoint(erasedOf(role)) })),
  ],
  [
    'a point where another’s stroke once was',
    'facilitator',
    'reusedId',
    (copy) => addPoint(copy, pointDraft({ authorId: 'victim', id: asPoint(ERASED) })),
  ],
  [
    'a cluster where one’s own stroke is',
    'sorter',
    'replacement',
    (copy, role) => mergePoints(copy, [POINT, pointOf(role)], { ...author(role), id: asCluster(ownOf(role)) }),
  ],
  [
    'a cluster where one’s own stroke once was',
    'sorter',
    'reusedId',
    (copy, role) => mergePoints(copy, [POINT, pointOf(role)], { ...author(role), id: asCluster(erasedOf(role)) }),
  ],
  [
    'another’s erased stroke as one’s own',
    'participant',
    'reusedId',
    (copy, role) => addStroke(copy, draftOf(role, { id: ERASED })),
  ],
  [
    'another’s erased stroke in their name',
    'participant',
    'reusedId',
    (copy) => addStroke(copy, ofVictim({ id: ERASED })),
  ],
  [
    'one’s own erased stroke without the right',
    'early',
    'noRight',
    (copy, role) => addStroke(copy, draftOf(role, { id: erasedOf(role) })),
  ],
  [
    'one’s own erased stroke in another colour',
    'participant',
    'reusedId',
    (copy, role) => addStroke(copy, draftOf(role, { id: erasedOf(role), color: 'blue' })),
  ],
  [
    'another’s erased stroke as another line',
    'facilitator',
    'reusedId',
    (copy) => addStroke(copy, ofVictim({ id: ERASED, path: [1, 1] })),
  ],
  [
    'another’s erased stroke as one’s own',
    'facilitator',
    'reusedId',
    (copy, role) => addStroke(copy, draftOf(role, { id: ERASED })),
  ],
  [
    'another line where one’s own is',
    'participant',
    'replacement',
    (copy, role) => addStroke(copy, draftOf(role, { id: ownOf(role), path: [1, 1] })),
  ],
  [
    'another line where another’s is, in their name',
    'facilitator',
    'replacement',
    (copy) => addStroke(copy, ofVictim({ id: VICTIM, path: [1, 1] })),
  ],
  ['a stroke as a cluster', 'sorter', 'cluster', setOn(POINT_FIELDS.cluster, VICTIM, () => POINT)],
  [
    'a new stroke as a cluster',
    'sorter',
    'cluster',
    (copy, role) => recordOf(copy, POINT).set(POINT_FIELDS.cluster, addStroke(copy, draftOf(role))),
  ],
];

test.each(refused)('[AU23] %s (%s) is refused', async (_, who, rule, change) => {
  await using server = await serverWithStrokes();
  await expectRefused(server, who, rule, (copy) => change(copy, who));
});

test('[AU23] erasing another’s by putting something deleted in its place is refused', async () => {
  await using server = await serverWithStrokes();
  const item = recordOf(await documentOf(server), VICTIM)._item;
  if (item === null) throw new Error('no stroke');
  using forger = await connectRaw(server.url, 's1', 'participant');
  forger.socket.send(
    updateFrame(forgeUpdate(FORGER_CLIENT, 0, [{ origin: item.id, content: new Y.ContentDeleted(1) }])),
  );
  expect(await forger.refused()).toBe(CLOSE_CODES.forbidden);
  expect(server.refusals).toEqual(['notOwn']);
  expect(readStroke(await documentOf(server), VICTIM)).not.toBeNull();
});

const longest = Array.from({ length: LIMITS.strokePoints * 2 }, (_, index) => index % 7);

const taken: (readonly [what: string, who: Role, change: Change])[] = [
  ['drawing', 'participant', (copy, role) => addStroke(copy, draftOf(role))],
  ['drawing while sorting', 'sorter', (copy, role) => addStroke(copy, draftOf(role))],
  ['drawing, by whom may do nothing else', 'drawer', (copy, role) => addStroke(copy, draftOf(role))],
  ['drawing', 'facilitator', (copy, role) => addStroke(copy, draftOf(role))],
  ['a dot', 'participant', (copy, role) => addStroke(copy, draftOf(role, { path: [-1_000_000, 1_000_000] }))],
  ['the longest line', 'participant', (copy, role) => addStroke(copy, draftOf(role, { path: longest }))],
  ['erasing one’s own', 'participant', (copy, role) => deleteStrokes(copy, [ownOf(role)])],
  ['erasing one’s own, by whom may do nothing else', 'drawer', (copy, role) => deleteStrokes(copy, [ownOf(role)])],
  ['erasing anybody’s', 'facilitator', (copy) => deleteStrokes(copy, [VICTIM, ownOf('participant')])],
  ['bringing back one’s own', 'participant', (copy, role) => addStroke(copy, draftOf(role, { id: erasedOf(role) }))],
  ['bringing back anybody’s', 'facilitator', (copy) => addStroke(copy, ofVictim({ id: ERASED }))],
];

test.each(taken)('[AU23] %s (%s) is taken', async (_, who, change) => {
  await using server = await serverWithStrokes();
  await expectTaken(server, who, (copy) => change(copy, who));
});

test('[AU17][AU23] a session holds only so many strokes, and beside them as many points as ever', async () => {
  await using server = await startTestServer();
  await server.sync.changeDocument('s1', (doc) =>
    doc.transact(() => {
      for (let n = 0; n < LIMITS.strokesPerSession; n++) {
        // A tenth of them are the client's, and the others of others.
        const authorId = n % 10 === 7 ? 'person-1' : 'somebody else';
        addStroke(doc, strokeDraft({ id: `s${n}` as StrokeId, authorId }));
      }
      for (let n = 1; n < LIMITS.pointsPerSession; n++) recordsOf(doc).set(`p${n}`, new Y.Map());
    }),
  );
  using client = connectClient(server.url, 's1');
  await client.synced();
  const has = (id: string) => server.sync.readDocument('s1', (doc) => recordsOf(doc).has(id));
  const point = addPoint(client.doc, pointDraft());
  await until(async () => expect(await has(point)).toBe(true));
  deleteStrokes(client.doc, ['s7']);
  const last = addStroke(client.doc, strokeDraft());
  await until(async () => expect(await has(last)).toBe(true));
  expect(server.refusals).toEqual([]);
  addStroke(client.doc, strokeDraft());
  expect(await client.refused()).toBe(CLOSE_CODES.forbidden);
  expect(server.refusals).toEqual(['recordCount']);
});
