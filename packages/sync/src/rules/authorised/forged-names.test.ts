import {
  addPoint,
  createUndo,
  deletePoints,
  dissolveClusters,
  KIND,
  mergePoints,
  POINT_FIELDS,
  POINT_KIND,
  readClusters,
  readPoint,
  recordsOf,
} from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { type ClusterId, INBOX_THEME_ID, type PointId } from '@gongyi/domain';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { updateFrame } from '../../protocol.ts';
import { connectClient } from '../../test/connect-client.ts';
import { documentOf } from '../../test/document-of.ts';
import { accessOf, editorOf, namesOf } from '../../test/editor-of.ts';
import { expectRefused, expectTaken, FORGER_CLIENT } from '../../test/expect-verdict.ts';
import { forgeUpdate } from '../../test/forge.ts';
import { guardedDocument, outcomeOf } from '../../test/guarded-document.ts';
import { connectRaw } from '../../test/raw-client.ts';
import { RIGHTS } from '../../test/rights.ts';
import {
  AREAS,
  CLUSTER,
  draftOf,
  OTHER,
  ownOf,
  type RefusedCase,
  type Role,
  recordOf,
  serverWithBoard,
  type TakenCase,
  VICTIM,
} from '../../test/server-with-board.ts';
import { startTestServer } from '../../test/start-test-server.ts';
import { until } from '../../test/until.ts';

const { author: AUTHOR, unit: UNIT, authorId: AUTHOR_ID, createdAt: CREATED_AT } = POINT_FIELDS;
const NEW = 'new-point' as PointId;

function nowOf(role: Role) {
  const [now] = namesOf(role);
  if (now === undefined) throw new Error('nobody is without a name');
  return { author: now.name, unit: now.unit };
}
const addOwn = (copy: Y.Doc, role: Role, changes = {}) => addPoint(copy, draftOf(role, { id: NEW, ...changes }));
/** A new point, and then something to its record, all in one edit. */
const addAnd =
  (change: (record: Y.Map<unknown>) => void) =>
  (copy: Y.Doc, role: Role): void =>
    change(recordOf(copy, addOwn(copy, role)));
/** The record that undo writes in the place of one's own, but for this. */
const again =
  (changes: object, isDeleted = false) =>
  (copy: Y.Doc, role: Role): void => {
    const { createdAt = '' } = readPoint(copy, ownOf(role)) ?? {};
    if (isDeleted) deletePoints(copy, [ownOf(role)]);
    addPoint(copy, draftOf(role, { id: ownOf(role), createdAt, ...changes }));
  };
const setUnit = (unit: string) => (copy: Y.Doc, role: Role) => recordOf(copy, ownOf(role)).set(UNIT, unit);

const refused: readonly RefusedCase[] = [
  ['a new point under another name', 'participant', 'name', (copy, role) => addOwn(copy, role, { author: '书记' })],
  ['a new point of another unit', 'participant', 'name', (copy, role) => addOwn(copy, role, { unit: '县政府' })],
  ['a new point under no name', 'participant', 'name', (copy, role) => addOwn(copy, role, { author: '' })],
  ['a new point of no unit', 'participant', 'name', (copy, role) => addOwn(copy, role, { unit: '' })],
  [
    'a name of one’s own with the unit of another',
    'participant',
    'name',
    (copy, role) => addOwn(copy, role, { author: nowOf(role).author }),
  ],
  [
    'a new point in the inbox under another name',
    'latecomer',
    'name',
    (copy, role) => addOwn(copy, role, { author: '书记', themeId: INBOX_THEME_ID }),
  ],
  ['one’s own name, taken away at once', 'participant', 'name', addAnd((record) => record.delete(AUTHOR))],
  ['one’s own unit, taken away at once', 'participant', 'name', addAnd((record) => record.delete(UNIT))],
  [
    'a new cluster under another name',
    'sorter',
    'name',
    (copy, role) => mergePoints(copy, [VICTIM, OTHER], { authorId: role, author: '书记' }),
  ],
  [
    'a new cluster under no name',
    'sorter',
    'name',
    (copy, role) => mergePoints(copy, [VICTIM, OTHER], { authorId: role, author: '' }),
  ],
  [
    'a new cluster of nobody’s under the name of somebody',
    'sorter',
    'name',
    (copy) => mergePoints(copy, [VICTIM, OTHER], { authorId: '', author: '书记' }),
  ],
  ['another unit on one’s own point', 'participant', 'lastingField', setUnit('县政府')],
  ['one’s own unit of now on an older point', 'participant', 'lastingField', setUnit('participant村')],
  [
    'no unit on one’s own point',
    'participant',
    'lastingField',
    (copy, role) => recordOf(copy, ownOf(role)).delete(UNIT),
  ],
  ['one’s own point replaced under another name', 'participant', 'name', again({ author: '书记' })],
  ['one’s own point replaced by one of another unit', 'participant', 'name', again({ unit: '县政府' })],
  ['one’s own point deleted and made again under another name', 'participant', 'name', again({ author: '书记' }, true)],
];

test.each(refused)('[AU26] %s (%s) is refused', async (_, who, rule, change) => {
  await using server = await serverWithBoard();
  await expectRefused(server, who, rule, (copy) => change(copy, who));
});

const taken: readonly TakenCase[] = [
  ['a new point under the name of now', 'participant', (copy, role) => addOwn(copy, role, nowOf(role))],
  ['a new point under a name of before', 'participant', (copy, role) => addOwn(copy, role)],
  ['one’s own point replaced under a name of now', 'participant', (copy, role) => again(nowOf(role))(copy, role)],
  ['one’s own point deleted and made again under its name', 'participant', again({}, true)],
  [
    'a new cluster under the name of now',
    'sorter',
    (copy, role) => mergePoints(copy, [VICTIM, OTHER], { authorId: role, author: nowOf(role).author }),
  ],
];

test.each(taken)('[AU26] %s (%s) is taken', async (_, who, change) => {
  await using server = await serverWithBoard();
  await expectTaken(server, who, (copy) => change(copy, who));
});

test.each<[string, (copy: Y.Doc) => unknown]>([
  [
    'writes in the name of whoever proposed it',
    (copy) => addPoint(copy, pointDraft({ authorId: 'facilitator', author: '李建国', unit: '信访窗口' })),
  ],
  [
    'writes in no name, of a unit',
    (copy) => addPoint(copy, pointDraft({ authorId: 'facilitator', author: '', unit: '信访窗口' })),
  ],
])('[AU26] whoever may edit any %s', async (_, change) => {
  await using server = await serverWithBoard();
  await expectTaken(server, 'facilitator', change);
});

/** What the guard says to edits of one person, where nobody is called anything. */
function namelessDocument() {
  const guarded = guardedDocument();
  return (changes: object) =>
    outcomeOf(
      guarded.judge(
        guarded.changed((copy) => addPoint(copy, pointDraft({ authorId: 'participant', ...changes }))),
        'participant',
        { names: [{ name: '', unit: '' }] },
      ),
    );
}

test('[AU26] where nobody has a name nobody writes one', () => {
  const outcome = namelessDocument();
  expect(outcome({ author: '', unit: '' })).toBe('taken');
  expect(outcome({ author: '王芳', unit: '' })).toBe('name');
  expect(outcome({ author: '', unit: '石桥村' })).toBe('name');
});

const parent = Y.createID(FORGER_CLIENT, 0);
const field = (key: string, content: Y.Item['content']) => ({ parent, key, content });
const of = (...values: unknown[]) => new Y.ContentAny(values);
const FIELDS = {
  [KIND]: of(POINT_KIND),
  [POINT_FIELDS.place]: of(['theme-1', 1, 1]),
  [POINT_FIELDS.text]: new Y.ContentType(new Y.Text()),
  [CREATED_AT]: of('2026-11-29T08:00:00.000Z'),
  [AUTHOR_ID]: of('participant'),
};

/** A new point as Yjs writes it, but for its name. */
function withName(items: Parameters<typeof forgeUpdate>[2], deletes: Parameters<typeof forgeUpdate>[3] = []) {
  const record = { parent: 'records', key: NEW, content: new Y.ContentType(new Y.Map()) };
  const fields = Object.entries(FIELDS).map(([key, content]) => field(key, content));
  return forgeUpdate(FORGER_CLIENT, 0, [record, ...fields, ...items], deletes);
}
/** Of the first item of the name. */
const CLOCK = 1 + Object.keys(FIELDS).length;
const unit = field(UNIT, of('石桥村'));

test.each<[what: string, expected: string, update: Uint8Array]>([
  ['one value', 'taken', withName([field(AUTHOR, of('王芳')), unit])],
  [
    'two of the same, of which one was taken back',
    'taken',
    withName([field(AUTHOR, of('王芳', '王芳')), unit], [[FORGER_CLIENT, CLOCK, 1]]),
  ],
  [
    'a run of two, of which the last stays',
    'name',
    withName([field(AUTHOR, of('书记', '王芳')), unit], [[FORGER_CLIENT, CLOCK, 1]]),
  ],
  [
    'a run of two, of which the first stays',
    'name',
    withName([field(AUTHOR, of('书记', '王芳')), unit], [[FORGER_CLIENT, CLOCK + 1, 1]]),
  ],
  ['two at once', 'name', withName([field(AUTHOR, of('王芳')), unit, field(AUTHOR, of('书记'))])],
  ['JSON', 'content', withName([field(AUTHOR, new Y.ContentJSON(['王芳'])), unit])],
  ['characters', 'content', withName([field(AUTHOR, new Y.ContentString('王芳')), unit])],
  ['something deleted', 'name', withName([field(AUTHOR, new Y.ContentDeleted(1)), unit])],
  [
    'its name and a unit that is deleted',
    'name',
    withName([field(AUTHOR, of('王芳')), field(UNIT, new Y.ContentDeleted(1))]),
  ],
])('[AU26] a name written as %s: %s', (_, expected, update) => {
  const { take } = guardedDocument();
  expect(outcomeOf(take(update, 'participant'))).toBe(expected);
});

test('[AU26] something deleted over the unit of one’s own point takes it away, and is refused', async () => {
  await using server = await serverWithBoard();
  const before = await documentOf(server);
  const origin = recordOf(before, ownOf('participant'))._map.get(UNIT)?.lastId;
  if (origin === undefined) throw new Error('no unit');
  using forger = await connectRaw(server.url, 's1', 'participant');
  forger.socket.send(updateFrame(forgeUpdate(FORGER_CLIENT, 0, [{ origin, content: new Y.ContentDeleted(1) }])));
  await forger.refused();
  expect(server.refusals).toEqual(['lastingField']);
});

test('[AU26] in what a page passes on, a name that is not its person’s is left out', () => {
  const { doc, judge, changed } = guardedDocument();
  const update = changed((copy) => addPoint(copy, pointDraft({ authorId: 'participant', author: '书记' })));
  const verdict = judge(update, 'participant', { kind: 'answer', namedClientId: FORGER_CLIENT + 1 });
  expect(verdict).toMatchObject({ isRefused: false, update: null, lacking: { relayed: expect.any(Map) } });
  expect(recordsOf(doc).size).toBe(0);
});

test('[AU26] a piece that comes back of a point bears nothing of another name', () => {
  const piece = (fields: object, page: number) => {
    const guarded = guardedDocument((doc) => addPoint(doc, pointDraft({ id: NEW, authorId: 'participant' })));
    const remove = guarded.changed((copy) => deletePoints(copy, [NEW]), page);
    expect(outcomeOf(guarded.take(remove, 'participant'))).toBe('taken');
    const back = guarded.changed((copy) => {
      const record = new Y.Map<unknown>(Object.entries(fields));
      recordsOf(copy).set(NEW, record);
    }, page);
    return outcomeOf(guarded.take(back, 'participant'));
  };
  expect(piece({ [AUTHOR]: '王芳', [UNIT]: '石桥村' }, 1)).toBe('taken');
  expect(piece({ [AUTHOR]: '王芳' }, 2)).toBe('taken');
  expect(piece({ [AUTHOR]: '书记' }, 3)).toBe('name');
  expect(piece({ [AUTHOR]: '王芳', [UNIT]: '县政府' }, 4)).toBe('name');
});

test('[AU26] a piece under a name that an older server took becomes no point', () => {
  const mend = (fields: object, name: object) => {
    const guarded = guardedDocument((doc) => {
      const record = new Y.Map<unknown>(Object.entries({ [POINT_FIELDS.text]: new Y.Text('窗口'), ...fields }));
      recordsOf(doc).set(NEW, record);
    });
    const update = guarded.changed((copy) => {
      const said = { [POINT_FIELDS.place]: ['theme-1', 1, 1], [CREATED_AT]: '2026-11-29T08:00:00.000Z', ...name };
      for (const [key, value] of Object.entries(said)) recordOf(copy, NEW).set(key, value);
      recordOf(copy, NEW).set(AUTHOR_ID, 'participant');
      recordOf(copy, NEW).set(KIND, POINT_KIND);
    });
    return outcomeOf(guarded.take(update, 'participant'));
  };
  expect(mend({}, { [AUTHOR]: '王芳', [UNIT]: '石桥村' })).toBe('taken');
  expect(mend({ [AUTHOR]: '王芳' }, { [UNIT]: '石桥村' })).toBe('taken');
  expect(mend({ [AUTHOR]: '书记' }, { [UNIT]: '石桥村' })).toBe('name');
  expect(mend({ [AUTHOR]: '书记' }, { [AUTHOR]: '王芳', [UNIT]: '石桥村' })).toBe('lastingField');
  expect(mend({ [UNIT]: '县政府' }, { [AUTHOR]: '王芳' })).toBe('name');
  expect(mend({}, { [AUTHOR]: '王芳' })).toBe('name');
  expect(mend({}, {})).toBe('name');
});

test('[AU26] what was imported in another’s name keeps it when it comes back, also by whom may import no more', async () => {
  let rights: keyof typeof RIGHTS = 'facilitator';
  await using server = await startTestServer({
    authorise: async ({ cookie = '' }) => accessOf(cookie, RIGHTS[rights]),
    timing: { unloadDelayMs: 60_000 },
  });
  using helper = connectClient(server.url, 's1', { personId: 'helper' });
  await helper.synced();
  const undo = createUndo(helper.doc, 'own');
  const proposed = { author: '李建国', unit: '信访窗口' };
  const id = addPoint(helper.doc, pointDraft({ authorId: 'helper', ...proposed }));
  await until(async () => expect(readPoint(await documentOf(server), id)).not.toBeNull());
  rights = 'participant';
  server.sync.recheckPerson('helper');
  deletePoints(helper.doc, [id], 'own');
  await until(async () => expect(readPoint(await documentOf(server), id)).toBeNull());
  undo.undo();
  await until(async () => expect(readPoint(await documentOf(server), id)).toMatchObject(proposed));
  expect(server.refusals).toEqual([]);
});

test('[AU26] a cluster that another made comes back under the name that it had', async () => {
  await using server = await serverWithBoard();
  using sorter = connectClient(server.url, 's1', { personId: 'sorter' });
  await sorter.synced();
  const before = readClusters(await documentOf(server));
  const undo = createUndo(sorter.doc, 'own');
  dissolveClusters(sorter.doc, [CLUSTER], AREAS, 'own');
  await until(async () => expect(readClusters(await documentOf(server))).toEqual([]));
  undo.undo();
  await until(async () => expect(readClusters(await documentOf(server))).toEqual(before));
  expect(server.refusals).toEqual([]);
});

test('[AU26] whoever dissolved it does not bring it back under another name', async () => {
  await using server = await serverWithBoard();
  const change = (copy: Y.Doc) => {
    dissolveClusters(copy, [CLUSTER], AREAS);
    mergePoints(copy, [VICTIM, OTHER], { id: CLUSTER as string as ClusterId, authorId: 'victim', author: '书记' });
  };
  await expectRefused(server, 'sorter', 'replacement', change);
});

test('[AC3][AU26] who is renamed writes under the new name where they are, and what they wrote before is theirs', async () => {
  const before = { name: '小李', unit: '石桥村' };
  const after = { name: '李明', unit: '桥头村' };
  let names = [before];
  await using server = await startTestServer({
    authorise: async ({ cookie = '' }) => ({ ...editorOf(cookie, RIGHTS.participant), ok: true, names }),
  });
  using client = connectClient(server.url, 's1', { personId: 'li' });
  await client.synced();
  const closed: unknown[] = [];
  client.provider.on('connection-close', (event) => closed.push(event?.code));
  const draft = ({ name: author, unit: ofUnit }: typeof before) => pointDraft({ authorId: 'li', author, unit: ofUnit });
  names = [after, before];
  server.sync.recheckPerson('li');
  const ids = [addPoint(client.doc, draft(after)), addPoint(client.doc, draft(before))];
  await until(async () => expect(await server.sync.readPoints('s1', ids)).toHaveLength(2));
  expect([closed, server.refusals]).toEqual([[], []]);
  addPoint(client.doc, draft({ name: after.name, unit: before.unit }));
  await client.refused();
  expect(server.refusals).toEqual(['name']);
});
