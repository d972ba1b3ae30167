import {
  addPoint,
  createUndo,
  deletePoints,
  editClusterTitle,
  editPointText,
  mergePoints,
  POINT_FIELDS,
  placeCluster,
  placePoint,
  readCluster,
  readPoint,
} from '@gongyi/board';
import { CLOSE_CODES, type ClusterId, INBOX_THEME_ID } from '@gongyi/domain';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { updateFrame } from '../../protocol.ts';
import { connectClient } from '../../test/connect-client.ts';
import { documentOf } from '../../test/document-of.ts';
import { expectRefused, expectTaken, FORGER_CLIENT } from '../../test/expect-verdict.ts';
import { forgeUpdate } from '../../test/forge.ts';
import { connectRaw } from '../../test/raw-client.ts';
import {
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
  VICTIM,
} from '../../test/server-with-board.ts';
import { until } from '../../test/until.ts';

const ELSEWHERE = 'theme-of-another';

const refused: readonly RefusedCase[] = [
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
  ['[AU21] while sorting, the unit of another', 'sorter', 'notOwn', setOn(VICTIM, POINT_FIELDS.unit, '村')],
  ['[AU21] while sorting, the point of another', 'sorter', 'notOwn', (copy) => deletePoints(copy, [VICTIM])],
  [
    '[AU21] blanking the place of another',
    'sorter',
    'incompleteRecord',
    (copy) => recordOf(copy, VICTIM).delete(POINT_FIELDS.place),
  ],
  [
    '[AU24] a new point in a theme of another campaign',
    'participant',
    'theme',
    (copy, role) => addPoint(copy, draftOf(role, { themeId: ELSEWHERE })),
  ],
  [
    '[AU24] one’s own point into a theme of another campaign',
    'participant',
    'theme',
    (copy, role) => placePoint(copy, ownOf(role), inTheme(ELSEWHERE)),
  ],
  [
    '[AU24] another’s point into a theme of another campaign',
    'sorter',
    'theme',
    (copy) => placePoint(copy, VICTIM, inTheme(ELSEWHERE)),
  ],
  [
    '[AU24] a cluster into a theme of another campaign',
    'sorter',
    'theme',
    (copy) => placeCluster(copy, CLUSTER, inTheme(ELSEWHERE)),
  ],
  [
    '[AU24] a new cluster in a theme of another campaign',
    'sorter',
    'theme',
    (copy, role) => {
      mergePoints(copy, [VICTIM, OTHER], { id: 'new-cluster' as ClusterId, ...author(role) });
      placeCluster(copy, 'new-cluster', inTheme(ELSEWHERE));
    },
  ],
  [
    '[AU24] one’s own point deleted and made again in a theme of another campaign',
    'participant',
    'theme',
    (copy, role) => {
      const { createdAt = '' } = readPoint(copy, ownOf(role)) ?? {};
      deletePoints(copy, [ownOf(role)]);
      addPoint(copy, draftOf(role, { id: ownOf(role), createdAt, themeId: ELSEWHERE }));
    },
  ],
  ['[AU21] a place that is none', 'sorter', 'value', setOn(VICTIM, POINT_FIELDS.place, ['theme-1', 'left', 0])],
];

test.each(refused)('%s (%s) is refused', async (_, who, rule, change) => {
  await using server = await serverWithBoard();
  await expectRefused(server, who, rule, (copy) => change(copy, who));
});

const PLACED = new Y.ContentAny([['theme-2', 1, 1]]);

test.each([
  // What follows the place takes it away, and is deleted itself.
  [
    'deleted at once',
    (place: Y.Item) =>
      forgeUpdate(FORGER_CLIENT, 0, [{ origin: place.lastId, content: PLACED }], [[FORGER_CLIENT, 0, 1]]),
  ],
  // It would not be the last, so Yjs drops it.
  [
    'before the old one, which is deleted',
    ({ id }: Y.Item) =>
      forgeUpdate(FORGER_CLIENT, 0, [{ rightOrigin: id, content: PLACED }], [[id.client, id.clock, 1]]),
  ],
  [
    'with two after it, of which the deleted one wins',
    (place: Y.Item) => {
      const after = (clock: number) => ({ origin: Y.createID(FORGER_CLIENT, clock), content: PLACED });
      const { id } = place;
      const items = [{ origin: place.lastId, content: PLACED }, after(0), after(0)];
      return forgeUpdate(FORGER_CLIENT, 0, items, [
        [FORGER_CLIENT, 2, 1],
        [FORGER_CLIENT, 0, 1],
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
  expect(await forger.refused()).toBe(CLOSE_CODES.forbidden);
  expect(server.refusals).toEqual(['incompleteRecord']);
  expect(readPoint(await documentOf(server), VICTIM)).toEqual(readPoint(before, VICTIM));
});

const taken: readonly TakenCase[] = [
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
];

test.each(taken)('%s (%s) is taken', async (_, who, change) => {
  await using server = await serverWithBoard();
  await expectTaken(server, who, (copy) => change(copy, who));
});

test('[AU20] one’s own point comes back into the theme where it was', async () => {
  await using server = await serverWithBoard();
  using early = connectClient(server.url, 's1', { personId: 'early' });
  await early.synced();
  const undo = createUndo(early.doc, 'own');
  deletePoints(early.doc, [ownOf('early')], 'own');
  await until(async () => expect(readPoint(await documentOf(server), ownOf('early'))).toBeNull());
  undo.undo();
  await until(async () => expect(readPoint(await documentOf(server), ownOf('early'))?.themeId).toBe('theme-1'));
  expect(server.refusals).toEqual([]);
});

test('[AU24] even whoever may edit anything puts nothing into a theme that is not there', async () => {
  await using server = await serverWithBoard();
  await expectRefused(server, 'facilitator', 'theme', (copy) => placePoint(copy, VICTIM, inTheme(ELSEWHERE)));
});

test('[AU24] what an older document has in such a theme may be moved there, merged there, out of it, and back', async () => {
  await using server = await serverWithBoard();
  await server.sync.changeDocument('s1', (doc) => {
    deletePoints(doc, [VICTIM, OTHER]);
    for (const id of [VICTIM, OTHER]) addPoint(doc, draftOf('sorter', { id, ...inTheme(ELSEWHERE) }));
  });
  using sorter = connectClient(server.url, 's1', { personId: 'sorter' });
  await sorter.synced();
  const undo = createUndo(sorter.doc, 'own');
  placePoint(sorter.doc, VICTIM, { ...inTheme(ELSEWHERE), x: 50 }, 'own');
  mergePoints(sorter.doc, [VICTIM, OTHER], { id: 'old-cluster' as ClusterId, ...author('sorter') }, 'own');
  undo.stopCapturing();
  placeCluster(sorter.doc, 'old-cluster', inTheme('theme-1'), 'own');
  undo.undo();
  editClusterTitle(sorter.doc, 'old-cluster', '都在这里');
  await until(async () => expect(readCluster(await documentOf(server), 'old-cluster')?.title).toBe('都在这里'));
  expect(readCluster(await documentOf(server), 'old-cluster')?.themeId).toBe(ELSEWHERE);
  expect(server.refusals).toEqual([]);
});
