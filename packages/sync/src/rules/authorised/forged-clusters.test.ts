import {
  addPoint,
  CLUSTER_FIELDS,
  CLUSTER_KIND,
  clusterTitle,
  dissolveClusters,
  editClusterTitle,
  KIND,
  mergePoints,
  POINT_FIELDS,
  placeCluster,
  readClusters,
  recordsOf,
  takeOutOfCluster,
} from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { CLOSE_CODES, type ClusterId, INBOX_THEME_ID, LIMITS } from '@gongyi/domain';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { connectClient } from '../../test/connect-client.ts';
import { expectRefused, expectTaken } from '../../test/expect-verdict.ts';
import {
  AREAS,
  author,
  CLUSTER,
  draftOf,
  inTheme,
  lateOf,
  OTHER,
  ownOf,
  type RefusedCase,
  recordOf,
  serverWithBoard,
  setOn,
  type TakenCase,
  THIRD,
  VICTIM,
} from '../../test/server-with-board.ts';
import { startTestServer } from '../../test/start-test-server.ts';
import { until } from '../../test/until.ts';

const refused: readonly RefusedCase[] = [
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
    '[AU22] a point that is made, deleted and made again in a cluster, all at once',
    'participant',
    'notOwn',
    (copy, role) => {
      const id = addPoint(copy, draftOf(role));
      recordsOf(copy).delete(id);
      addPoint(copy, { ...draftOf(role), id });
      recordOf(copy, id).set(POINT_FIELDS.cluster, CLUSTER);
    },
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
  ['[AU22] taking out without the right', 'participant', 'notOwn', (copy) => takeOutOfCluster(copy, [THIRD], AREAS)],
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
    (copy) => mergePoints(copy, [VICTIM, OTHER], { authorId: 'victim', author: '王芳' }),
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
    (copy, role) => mergePoints(copy, [VICTIM, OTHER], { ...author(role), id: THIRD as string as ClusterId }),
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
];

test.each(refused)('%s (%s) is refused', async (_, who, rule, change) => {
  await using server = await serverWithBoard();
  await expectRefused(server, who, rule, (copy) => change(copy, who));
});

const taken: readonly TakenCase[] = [
  ['[AU22] merging points of others', 'sorter', (copy, role) => mergePoints(copy, [VICTIM, OTHER], author(role))],
  [
    '[AU22] merging in nobody’s name, as in an anonymous session',
    'sorter',
    (copy) => mergePoints(copy, [VICTIM, OTHER], { authorId: '', author: '', title: '证明难办' }),
  ],
  ['[AU22] joining a cluster of another', 'sorter', (copy, role) => mergePoints(copy, [CLUSTER, VICTIM], author(role))],
  ['[AU22] the title of another’s cluster', 'sorter', (copy) => editClusterTitle(copy, CLUSTER, '窗口')],
  ['[AU22] moving a cluster', 'sorter', (copy) => placeCluster(copy, CLUSTER, inTheme('theme-2'))],
  ['[AU22] taking out', 'sorter', (copy) => takeOutOfCluster(copy, [THIRD], AREAS)],
  ['[AU22] dissolving', 'sorter', (copy) => dissolveClusters(copy, [CLUSTER], AREAS)],
  [
    '[AU22] a cluster that somebody has dissolved meanwhile',
    'sorter',
    setOn(VICTIM, POINT_FIELDS.cluster, 'gone-cluster'),
  ],
];

test.each(taken)('%s (%s) is taken', async (_, who, change) => {
  await using server = await serverWithBoard();
  await expectTaken(server, who, (copy) => change(copy, who));
});

test('[AU17] clusters take no room from points', async () => {
  await using server = await startTestServer();
  await server.sync.changeDocument('s1', (doc) =>
    doc.transact(() => {
      for (let n = 2; n < LIMITS.pointsPerSession; n++) recordsOf(doc).set(`p${n}`, new Y.Map());
      for (const id of [VICTIM, OTHER]) addPoint(doc, pointDraft({ id }));
    }),
  );
  using client = connectClient(server.url, 's1', { personId: 'facilitator' });
  await client.synced();
  const id = mergePoints(client.doc, [VICTIM, OTHER], { authorId: 'facilitator', author: '王芳' });
  const clusters = () => server.sync.readDocument('s1', (doc) => readClusters(doc).map((cluster) => cluster.id));
  await until(async () => expect(await clusters()).toEqual([id]));
  addPoint(client.doc, pointDraft({ authorId: 'facilitator' }));
  expect(await client.refused()).toBe(CLOSE_CODES.forbidden);
  expect(server.refusals).toEqual(['recordCount']);
});
