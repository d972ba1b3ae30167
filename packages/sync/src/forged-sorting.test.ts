import {
  addPoint,
  CLUSTER_FIELDS,
  CLUSTER_KIND,
  clusterTitle,
  createUndo,
  deletePoints,
  dissolveClusters,
  editClusterTitle,
  editPointText,
  KIND,
  mergePoints,
  POINT_FIELDS,
  placeCluster,
  placePoint,
  readBoard,
  readPoint,
  recordsOf,
  setPointDetails,
  takeOutOfCluster,
  themeAreas,
  withInbox,
} from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { CLOSE_CODES, type ClusterId, INBOX_THEME_ID, LIMITS, type PointId } from '@gongyi/domain';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Rule } from './guard/rules.ts';
import { requestFrame, updateFrame } from './protocol.ts';
import { connectClient } from './test/connect-client.ts';
import { forgeChange, forgeUpdate } from './test/forge.ts';
import { connectRaw } from './test/raw-client.ts';
import type { RIGHTS } from './test/rights.ts';
import { startTestServer, type TestServer } from './test/start-test-server.ts';
import { until } from './test/until.ts';

/** Rights are those of the role by this name; so is the person. */
type Role = Exclude<keyof typeof RIGHTS, 'reader' | 'facilitator'>;
type Change = (copy: Y.Doc, role: Role) => void;

const ROLES: readonly Role[] = ['participant', 'sorter', 'latecomer', 'early'];
const VICTIM = 'victim-point' as PointId;
const OTHER = 'other-point' as PointId;
const CLUSTER = 'a-cluster' as ClusterId;
const AREAS = themeAreas(
  withInbox([
    { id: 'theme-1', prompts: [] },
    { id: 'theme-2', prompts: [] },
  ]),
);
const ownOf = (role: Role) => `${role}-point` as PointId;
const lateOf = (role: Role) => `${role}-inbox` as PointId;
const PLACED = new Y.ContentAny([['theme-2', 1, 1]]);
const recordOf = (copy: Y.Doc, id: string) => recordsOf(copy).get(id) as Y.Map<unknown>;
const draftOf = (role: Role, changes = {}) => pointDraft({ authorId: role, ...changes });
const inTheme = (themeId: string) => ({ themeId, x: 7, y: 900 });
const author = (role: Role) => ({ authorId: role, author: '' });
const setOn =
  (id: string, field: string, value: unknown): Change =>
  (copy) =>
    recordOf(copy, id).set(field, value);

async function serverWithBoard(): Promise<TestServer> {
  const server = await startTestServer({ timing: { unloadDelayMs: 60_000 } });
  await server.sync.changeDocument('s1', (doc) => {
    for (const id of [VICTIM, OTHER, 'third-point', 'fourth-point'])
      addPoint(doc, pointDraft({ id: id as PointId, authorId: 'victim' }));
    for (const role of ROLES) {
      addPoint(doc, draftOf(role, { id: ownOf(role) }));
      addPoint(doc, draftOf(role, { id: lateOf(role), themeId: INBOX_THEME_ID }));
    }
    mergePoints(doc, ['third-point', 'fourth-point'], { id: CLUSTER, authorId: 'victim', author: '' });
  });
  return server;
}

async function documentOf(server: TestServer): Promise<Y.Doc> {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, await server.sync.changeDocument('s1', (stored) => Y.encodeStateAsUpdate(stored)));
  return doc;
}

const refused: (readonly [what: string, who: Role, rule: Rule, change: Change])[] = [
  [
    '[AU20] a new point in a theme, with only the inbox open',
    'latecomer',
    'theme',
    (copy, role) => addPoint(copy, draftOf(role)),
  ],
  [
    '[AU20] a new point in the inbox, moved to a theme in the same update',
    'early',
    'theme',
    (copy, role) => {
      const id = addPoint(copy, draftOf(role, { themeId: INBOX_THEME_ID }));
      placePoint(copy, id, inTheme('theme-1'));
    },
  ],
  [
    '[AU20] one’s own point out of the inbox',
    'early',
    'theme',
    (copy, role) => placePoint(copy, lateOf(role), inTheme('theme-1')),
  ],
  [
    '[AU20] one’s own point into another theme',
    'early',
    'theme',
    (copy, role) => placePoint(copy, ownOf(role), inTheme('theme-2')),
  ],
  [
    '[AU20] one’s own inbox point deleted and made again in a theme',
    'early',
    'replacement',
    (copy, role) => {
      deletePoints(copy, [lateOf(role)]);
      addPoint(copy, draftOf(role, { id: lateOf(role) }));
    },
  ],
  [
    '[AU20] one’s own inbox point replaced by one in a theme',
    'early',
    'theme',
    (copy, role) => {
      const { createdAt = '' } = readPoint(copy, lateOf(role)) ?? {};
      addPoint(copy, draftOf(role, { id: lateOf(role), createdAt }));
    },
  ],
  [
    '[AU20] editing one’s own without the right',
    'latecomer',
    'notOwn',
    (copy, role) => editPointText(copy, ownOf(role), '改'),
  ],
  [
    '[AU21] moving another’s point without the right',
    'early',
    'notOwn',
    (copy) => placePoint(copy, VICTIM, inTheme(INBOX_THEME_ID)),
  ],
  ['[AU21] while sorting, the words of another', 'sorter', 'notOwn', (copy) => editPointText(copy, VICTIM, '改了')],
  [
    '[AU21] while sorting, the unit of another',
    'sorter',
    'notOwn',
    (copy) => setPointDetails(copy, VICTIM, { unit: '村' }),
  ],
  ['[AU21] while sorting, the point of another', 'sorter', 'notOwn', (copy) => deletePoints(copy, [VICTIM])],
  [
    '[AU21] blanking the place of another',
    'sorter',
    'incompleteRecord',
    (copy) => recordOf(copy, VICTIM).delete(POINT_FIELDS.place),
  ],
  ['[AU21] a place that is none', 'sorter', 'value', setOn(VICTIM, POINT_FIELDS.place, ['theme-1', 'left', 0])],
  [
    '[AU22] merging without the right',
    'participant',
    'notOwn',
    (copy, role) => mergePoints(copy, [VICTIM, OTHER], author(role)),
  ],
  [
    '[AU22] merging one’s own without the right',
    'participant',
    'notOwn',
    (copy, role) => mergePoints(copy, [ownOf(role), lateOf(role)], author(role)),
  ],
  [
    '[AU22] a cluster without points',
    'participant',
    'noRight',
    (copy) => {
      const record = recordsOf(copy).set('empty', new Y.Map<unknown>());
      record.set(KIND, CLUSTER_KIND);
      record.set(CLUSTER_FIELDS.title, new Y.Text());
      record.set(CLUSTER_FIELDS.place, [INBOX_THEME_ID, 0, 0]);
      record.set(CLUSTER_FIELDS.createdAt, new Date().toISOString());
    },
  ],
  [
    '[AU22] taking out without the right',
    'participant',
    'notOwn',
    (copy) => takeOutOfCluster(copy, ['third-point'], AREAS),
  ],
  [
    '[AU22] another’s title without the right',
    'participant',
    'notOwn',
    (copy) => editClusterTitle(copy, CLUSTER, '改'),
  ],
  [
    '[AU22] moving a cluster without the right',
    'early',
    'notOwn',
    (copy) => placeCluster(copy, CLUSTER, inTheme(INBOX_THEME_ID)),
  ],
  ['[AU22] dissolving without the right', 'early', 'notOwn', (copy) => recordsOf(copy).delete(CLUSTER)],
  [
    '[AU22] one’s own new point, in a cluster',
    'participant',
    'notOwn',
    (copy, role) => recordOf(copy, addPoint(copy, draftOf(role))).set(POINT_FIELDS.cluster, CLUSTER),
  ],
  [
    '[AU22] a cluster in the name of another',
    'sorter',
    'authorship',
    (copy) => mergePoints(copy, [VICTIM, OTHER], { authorId: 'victim', author: '' }),
  ],
  ['[AU22] a point as a cluster', 'sorter', 'cluster', setOn(VICTIM, POINT_FIELDS.cluster, OTHER)],
  ['[AU22] a point as its own cluster', 'sorter', 'cluster', setOn(VICTIM, POINT_FIELDS.cluster, VICTIM)],
  [
    '[AU22] a new point as a cluster',
    'sorter',
    'cluster',
    (copy, role) => {
      const id = addPoint(copy, draftOf(role, { themeId: INBOX_THEME_ID }));
      recordOf(copy, VICTIM).set(POINT_FIELDS.cluster, id);
    },
  ],
  ['[AU22] no id as a cluster', 'sorter', 'value', setOn(VICTIM, POINT_FIELDS.cluster, '__proto__')],
  ['[AU22] a cluster in a cluster', 'sorter', 'unknownField', setOn(CLUSTER, POINT_FIELDS.cluster, CLUSTER)],
  [
    '[AU22] a new cluster in a cluster',
    'sorter',
    'kind',
    (copy, role) => {
      const id = mergePoints(copy, [VICTIM, OTHER], author(role)) ?? '';
      recordOf(copy, id).set(POINT_FIELDS.cluster, CLUSTER);
    },
  ],
  [
    '[AU22] a new cluster with the text of a point',
    'sorter',
    'kind',
    (copy, role) => {
      const id = mergePoints(copy, [VICTIM, OTHER], author(role)) ?? '';
      recordOf(copy, id).set(POINT_FIELDS.text, new Y.Text('x'));
    },
  ],
  ['[AU22] a cluster that becomes a point', 'sorter', 'lastingField', setOn(CLUSTER, KIND, 'point')],
  [
    '[AU22] another title in the place of the title',
    'sorter',
    'lastingField',
    setOn(CLUSTER, CLUSTER_FIELDS.title, new Y.Text()),
  ],
  [
    '[AU22] a new record of two kinds',
    'sorter',
    'incompleteRecord',
    (copy, role) => recordOf(copy, addPoint(copy, draftOf(role, { themeId: INBOX_THEME_ID }))).set(KIND, CLUSTER_KIND),
  ],
  [
    '[AU22] a new record of an unknown kind',
    'sorter',
    'value',
    (copy, role) => recordOf(copy, addPoint(copy, draftOf(role))).set(KIND, 'vote'),
  ],
  [
    '[AU22] a cluster that takes the place of a point',
    'sorter',
    'notOwn',
    (copy, role) => mergePoints(copy, [VICTIM, OTHER], { ...author(role), id: 'third-point' as ClusterId }),
  ],
  [
    '[AU22] a title too long',
    'sorter',
    'textLength',
    (copy) => clusterTitle(copy, CLUSTER)?.insert(0, 'x'.repeat(LIMITS.storedClusterTitleChars + 1)),
  ],
  [
    '[AU22] a new title too long',
    'sorter',
    'textLength',
    (copy, role) =>
      mergePoints(copy, [VICTIM, OTHER], { ...author(role), title: 'x'.repeat(LIMITS.storedClusterTitleChars + 1) }),
  ],
  [
    '[AU5] an unknown category',
    'participant',
    'value',
    (copy, role) => recordOf(copy, ownOf(role)).set(POINT_FIELDS.category, 'joke'),
  ],
  [
    '[AU5] an unknown level',
    'participant',
    'value',
    (copy, role) => recordOf(copy, ownOf(role)).set(POINT_FIELDS.level, 'god'),
  ],
  ...[-1, 0.5, LIMITS.promptsPerTheme, '0', Number.NaN].map((prompt): (typeof refused)[number] => [
    `[AU5] the prompt ${JSON.stringify(prompt)}`,
    'participant',
    'value',
    (copy, role) => recordOf(copy, ownOf(role)).set(POINT_FIELDS.prompt, prompt),
  ]),
];

test.each(refused)('%s (%s) is refused', async (_, who, rule, change) => {
  await using server = await serverWithBoard();
  const before = await documentOf(server);
  using forger = await connectRaw(server.url, 's1', who);
  forger.socket.send(updateFrame(forgeChange(before, 4711, (copy) => change(copy, who))));
  expect(await forger.closed()).toBe(CLOSE_CODES.forbidden);
  expect(server.refusals).toEqual([rule]);
  expect(recordsOf(await documentOf(server)).toJSON()).toEqual(recordsOf(before).toJSON());
});

test.each([
  // What follows the place takes it away, and is deleted itself.
  [
    'deleted at once',
    (place: Y.Item) => forgeUpdate(4711, 0, [{ origin: place.lastId, content: PLACED }], [[4711, 0, 1]]),
  ],
  // It would not be the last, so Yjs drops it.
  [
    'before the old one, which is deleted',
    ({ id }: Y.Item) => forgeUpdate(4711, 0, [{ rightOrigin: id, content: PLACED }], [[id.client, id.clock, 1]]),
  ],
  [
    'with two after it, of which the deleted one wins',
    (place: Y.Item) => {
      const after = (clock: number) => ({ origin: Y.createID(4711, clock), content: PLACED });
      const { id } = place;
      const items = [{ origin: place.lastId, content: PLACED }, after(0), after(0)];
      return forgeUpdate(4711, 0, items, [
        [4711, 2, 1],
        [4711, 0, 1],
        [id.client, id.clock, 1],
      ]);
    },
  ],
])('[AU21] the place of another %s is refused', async (_, forged) => {
  await using server = await serverWithBoard();
  const before = await documentOf(server);
  const place = recordOf(before, VICTIM)._map.get(POINT_FIELDS.place);
  if (place === undefined) throw new Error('no place');
  using forger = await connectRaw(server.url, 's1', 'sorter');
  forger.socket.send(updateFrame(forged(place)));
  expect(await forger.closed()).toBe(CLOSE_CODES.forbidden);
  expect(server.refusals).toEqual(['incompleteRecord']);
  expect(readPoint(await documentOf(server), VICTIM)).toEqual(readPoint(before, VICTIM));
});

const allowed: (readonly [what: string, who: Role, change: Change])[] = [
  [
    '[AU20] a new point in the inbox',
    'latecomer',
    (copy, role) => addPoint(copy, draftOf(role, { themeId: INBOX_THEME_ID })),
  ],
  [
    '[AU20] placing one’s own within the inbox',
    'early',
    (copy, role) => placePoint(copy, lateOf(role), inTheme(INBOX_THEME_ID)),
  ],
  [
    '[AU20] the words of one’s own that is in a theme',
    'early',
    (copy, role) => editPointText(copy, ownOf(role), '改了'),
  ],
  ['[AU20] one’s own between themes', 'participant', (copy, role) => placePoint(copy, ownOf(role), inTheme('theme-2'))],
  ['[AU21] another’s point between themes', 'sorter', (copy) => placePoint(copy, VICTIM, inTheme('theme-2'))],
  ['[AU22] merging points of others', 'sorter', (copy, role) => mergePoints(copy, [VICTIM, OTHER], author(role))],
  [
    '[AU22] merging in nobody’s name, as in an anonymous session',
    'sorter',
    (copy) => mergePoints(copy, [VICTIM, OTHER], { authorId: '', author: '', title: '证明难办' }),
  ],
  ['[AU22] joining a cluster of another', 'sorter', (copy, role) => mergePoints(copy, [CLUSTER, VICTIM], author(role))],
  ['[AU22] the title of another’s cluster', 'sorter', (copy) => editClusterTitle(copy, CLUSTER, '窗口')],
  ['[AU22] moving a cluster', 'sorter', (copy) => placeCluster(copy, CLUSTER, inTheme('theme-2'))],
  ['[AU22] taking out', 'sorter', (copy) => takeOutOfCluster(copy, ['third-point'], AREAS)],
  ['[AU22] dissolving', 'sorter', (copy) => dissolveClusters(copy, [CLUSTER], AREAS)],
  [
    '[AU22] a cluster that somebody has dissolved meanwhile',
    'sorter',
    setOn(VICTIM, POINT_FIELDS.cluster, 'gone-cluster'),
  ],
  [
    '[AU5] category, level and prompt',
    'participant',
    (copy, role) => setPointDetails(copy, ownOf(role), { category: 'idea', level: 'person', prompt: 3 }),
  ],
];

test.each(allowed)('%s (%s) is taken', async (_, who, change) => {
  await using server = await serverWithBoard();
  const before = await documentOf(server);
  const update = forgeChange(before, 4711, (copy) => change(copy, who));
  Y.applyUpdate(before, update);
  using client = await connectRaw(server.url, 's1', who);
  client.socket.send(updateFrame(update));
  client.socket.send(requestFrame(new Y.Doc()));
  await until(async () => expect(recordsOf(await documentOf(server)).toJSON()).toEqual(recordsOf(before).toJSON()));
  expect(server.refusals).toEqual([]);
});

describe('what was deleted comes back', () => {
  const undoing = (doc: Y.Doc, origin: unknown) =>
    new Y.UndoManager(recordsOf(doc), { trackedOrigins: new Set([origin]) });

  test('[AU20] one’s own point into the theme where it was', async () => {
    await using server = await serverWithBoard();
    using early = connectClient(server.url, 's1', { personId: 'early' });
    await early.synced();
    const undo = undoing(early.doc, 'own');
    deletePoints(early.doc, [ownOf('early')], 'own');
    await until(async () => expect(readPoint(await documentOf(server), ownOf('early'))).toBeNull());
    undo.undo();
    await until(async () => expect(readPoint(await documentOf(server), ownOf('early'))?.themeId).toBe('theme-1'));
    expect(server.refusals).toEqual([]);
  });

  test('[AU22] a cluster that one dissolved, whoever made it', async () => {
    await using server = await serverWithBoard();
    using sorter = connectClient(server.url, 's1', { personId: 'sorter' });
    await sorter.synced();
    const undo = undoing(sorter.doc, 'own');
    dissolveClusters(sorter.doc, [CLUSTER], AREAS, 'own');
    await until(async () => expect(readBoard(await documentOf(server)).clusters).toEqual([]));
    undo.undo();
    await until(async () =>
      expect(readBoard(await documentOf(server)).clusters).toMatchObject([{ id: CLUSTER, authorId: 'victim' }]),
    );
    expect(server.refusals).toEqual([]);
  });

  test('[AU22] but not the deleted point of another as a cluster of one’s own', async () => {
    await using server = await serverWithBoard();
    await server.sync.changeDocument('s1', (doc) => deletePoints(doc, [VICTIM]));
    using forger = await connectRaw(server.url, 's1', 'sorter');
    const update = forgeChange(await documentOf(server), 4711, (copy) =>
      mergePoints(copy, [OTHER, ownOf('early')], { ...author('sorter'), id: VICTIM as string as ClusterId }),
    );
    forger.socket.send(updateFrame(update));
    expect(await forger.closed()).toBe(CLOSE_CODES.forbidden);
    expect(server.refusals).toEqual(['reusedId']);
  });
});

describe('a clustered point that its author brought back in two parts', () => {
  const REST = 4712;

  /** What one page of the participant writes: its own point comes back, and some time later what is `said` of it. */
  async function serverWithPart(comesBack: Change) {
    const server = await serverWithBoard();
    await server.sync.changeDocument('s1', (doc) =>
      mergePoints(doc, [ownOf('participant'), OTHER], { id: 'its-cluster' as ClusterId, authorId: '', author: '' }),
    );
    const forger = await connectRaw(server.url, 's1', 'participant');
    const say = async (change: Change, clientId = REST) => {
      const update = forgeChange(await documentOf(server), clientId, (copy) => change(copy, 'participant'));
      forger.socket.send(updateFrame(update));
    };
    const own = async () => readPoint(await documentOf(server), ownOf('participant'));
    await say((copy) => deletePoints(copy, [ownOf('participant')]));
    await until(async () => expect(await own()).toBeNull());
    await say(comesBack);
    await until(async () => expect(await own()).toMatchObject({ clusterId: null }));
    return { server, forger, say, own };
  }
  const back: Change = (copy, role) => addPoint(copy, draftOf(role, { id: ownOf(role) }));
  const itsCluster = setOn(ownOf('participant'), POINT_FIELDS.cluster, 'its-cluster');

  test('[AU22] says later in which cluster it was', async () => {
    const { server, forger, say, own } = await serverWithPart(back);
    await using _server = server;
    using _forger = forger;
    await say(itsCluster);
    await until(async () => expect(await own()).toMatchObject({ clusterId: 'its-cluster' }));
    expect(server.refusals).toEqual([]);
  });

  test.each<[what: string, change: Change, clientId?: number]>([
    ['in another', setOn(ownOf('participant'), POINT_FIELDS.cluster, CLUSTER)],
    ['in one that is gone', setOn(ownOf('participant'), POINT_FIELDS.cluster, 'gone-cluster')],
    [
      'in another, and then in its own',
      (copy, role) => {
        setOn(ownOf(role), POINT_FIELDS.cluster, CLUSTER)(copy, role);
        itsCluster(copy, role);
      },
    ],
    ['in its own, from another page', itsCluster, 4713],
    ['in its own, of another point', setOn(lateOf('participant'), POINT_FIELDS.cluster, 'its-cluster')],
  ])('[AU22] but not %s', async (_, change, clientId) => {
    const { server, forger, say, own } = await serverWithPart(back);
    await using _server = server;
    using _forger = forger;
    await say(change, clientId);
    expect(await forger.closed()).toBe(CLOSE_CODES.forbidden);
    expect(server.refusals).toEqual(['notOwn']);
    expect(await own()).toMatchObject({ clusterId: null });
  });

  test.each<[what: string, sort: (doc: Y.Doc) => void, clusterId: string | null]>([
    ['put it into another', (doc) => mergePoints(doc, [CLUSTER, ownOf('participant')], author('sorter')), CLUSTER],
    [
      'put it there and took it out',
      (doc) => {
        mergePoints(doc, [CLUSTER, ownOf('participant')], author('sorter'));
        takeOutOfCluster(doc, [ownOf('participant')], AREAS);
      },
      null,
    ],
  ])('[AU22] nor when somebody %s meanwhile', async (_, sort, clusterId) => {
    const { server, forger, say, own } = await serverWithPart(back);
    await using _server = server;
    using _forger = forger;
    await server.sync.changeDocument('s1', sort);
    await say(itsCluster);
    expect(await forger.closed()).toBe(CLOSE_CODES.forbidden);
    expect(server.refusals).toEqual(['notOwn']);
    expect(await own()).toMatchObject({ clusterId });
  });

  test('[AU19] as an undo does, of which a part refers to what another page has not sent yet', async () => {
    await using server = await serverWithBoard();
    const [first, second] = [new Y.Doc(), new Y.Doc()];
    const firstSays: Uint8Array[] = [];
    const secondSays: Uint8Array[] = [];
    first.clientID = 4711;
    first.on('update', (update: Uint8Array) => firstSays.push(update));
    addPoint(first, draftOf('participant', { id: 'first-point' as PointId }));
    using one = await connectRaw(server.url, 's1', 'participant');
    one.socket.send(updateFrame(Y.mergeUpdates(firstSays.splice(0))));
    await until(async () => expect(readPoint(await documentOf(server), 'first-point' as PointId)).not.toBeNull());
    await server.sync.changeDocument('s1', (doc) => mergePoints(doc, [CLUSTER, 'first-point'], author('sorter')));
    addPoint(first, draftOf('participant', { id: 'unsent-point' as PointId }));
    Y.applyUpdate(second, Y.encodeStateAsUpdate(await documentOf(server)), 'server');
    Y.applyUpdate(second, Y.encodeStateAsUpdate(first), 'first');
    second.clientID = 4712;
    const undo = createUndo(second, 'own');
    second.on('update', (update: Uint8Array) => secondSays.push(update));
    deletePoints(second, ['first-point', 'unsent-point'] as PointId[], 'own');
    undo.undo();
    const said = updateFrame(Y.mergeUpdates(secondSays));
    using two = await connectRaw(server.url, 's1', 'participant');
    const shown = async () => readPoint(await documentOf(server), 'first-point' as PointId);
    two.socket.send(said);
    await until(async () => expect(await shown()).toMatchObject({ clusterId: null }));
    one.socket.send(updateFrame(Y.mergeUpdates(firstSays)));
    await until(async () => expect(readPoint(await documentOf(server), 'unsent-point' as PointId)).not.toBeNull());
    two.socket.send(said);
    await until(async () => expect(await shown()).toMatchObject({ clusterId: CLUSTER }));
    expect(server.refusals).toEqual([]);
  });
});

test('[AU17] clusters take no room from points', async () => {
  await using server = await startTestServer();
  await server.sync.changeDocument('s1', (doc) => {
    for (let n = 0; n < LIMITS.pointsPerSession; n++) recordsOf(doc).set(`p${n}`, new Y.Map());
    for (const id of [VICTIM, OTHER]) recordsOf(doc).delete(`p${id === VICTIM ? 0 : 1}`);
    for (const id of [VICTIM, OTHER]) addPoint(doc, pointDraft({ id }));
  });
  using client = connectClient(server.url, 's1', { personId: 'facilitator' });
  await client.synced();
  const id = mergePoints(client.doc, [VICTIM, OTHER], { authorId: 'facilitator', author: '' });
  await until(async () =>
    expect(readBoard(await documentOf(server)).clusters.map((cluster) => cluster.id)).toEqual([id]),
  );
  addPoint(client.doc, pointDraft({ authorId: 'facilitator' }));
  expect(await client.closed()).toBe(CLOSE_CODES.forbidden);
  expect(server.refusals).toEqual(['recordCount']);
});
