import {
  addPoint,
  addStroke,
  deletePoints,
  dissolveClusters,
  mergePoints,
  POINT_FIELDS,
  placePoint,
  pointText,
  recordsOf,
  setPointDetails,
} from '@gongyi/board';
import { pointDraft, strokeDraft } from '@gongyi/board/testing';
import type { ClusterId, PointId } from '@gongyi/domain';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { guardedDocument, outcomeOf } from '../../test/guarded-document.ts';
import type { RIGHTS } from '../../test/rights.ts';
import { AREAS } from '../../test/server-with-board.ts';

const [POINT, OTHER] = ['point-1' as PointId, 'point-2' as PointId];
const CLUSTER = 'cluster-1' as ClusterId;
const PAGE = 4711;

function fill(doc: Y.Doc) {
  const own = { authorId: 'participant', text: '窗口', createdAt: '2026-11-29T08:00:00.000Z' };
  for (const id of [POINT, OTHER]) addPoint(doc, pointDraft({ ...own, id }));
  mergePoints(doc, [POINT, OTHER], { id: CLUSTER, authorId: 'sorter', author: '王芳' });
}

const recordOf = (doc: Y.Doc, id: string) => recordsOf(doc).get(id) as Y.Map<unknown>;
const contentOf = (doc: Y.Doc) => recordsOf(doc).toJSON();

/** What a page did first and what it did then, as two updates. */
function twoEdits(doc: Y.Doc, first: (page: Y.Doc) => unknown, then: (page: Y.Doc) => unknown) {
  const page = new Y.Doc();
  Y.applyUpdate(page, Y.encodeStateAsUpdate(doc));
  page.clientID = PAGE;
  const updates: Uint8Array[] = [];
  page.on('update', (update: Uint8Array) => updates.push(update));
  page.transact(() => void first(page));
  page.transact(() => void then(page));
  const [one, two] = updates;
  if (one === undefined || two === undefined || updates.length > 2) throw new Error('these are not two edits');
  return { page, one, two };
}

const replacements: readonly [what: string, who: keyof typeof RIGHTS, replace: (page: Y.Doc) => unknown][] = [
  ['the place of one’s own', 'participant', (page) => placePoint(page, POINT, { themeId: 'theme-2', x: 1, y: 1 })],
  ['the place of another’s', 'sorter', (page) => placePoint(page, POINT, { themeId: 'theme-2', x: 1, y: 1 })],
  ['a cluster', 'sorter', (page) => recordOf(page, POINT).set(POINT_FIELDS.cluster, 'cluster-2')],
  ['a channel', 'participant', (page) => setPointDetails(page, POINT, { channel: '座谈会' })],
  ['a level', 'participant', (page) => setPointDetails(page, POINT, { level: 'team' })],
  [
    'words',
    'participant',
    (page) => {
      pointText(page, POINT)?.delete(0, 2);
      pointText(page, POINT)?.insert(0, '柜台');
    },
  ],
  [
    'the record, as undo writes it',
    'participant',
    (page) => {
      const { createdAt } = recordOf(page, POINT).toJSON();
      addPoint(page, pointDraft({ id: POINT, authorId: 'participant', text: '柜台', createdAt }));
    },
  ],
  [
    'one cluster by another',
    'sorter',
    (page) => {
      dissolveClusters(page, [CLUSTER], AREAS);
      mergePoints(page, [POINT, OTHER], { authorId: 'sorter', author: '王芳' });
    },
  ],
  [
    'one point by another',
    'participant',
    (page) => {
      deletePoints(page, [OTHER]);
      addPoint(page, pointDraft({ authorId: 'participant' }));
    },
  ],
];

test.each(replacements)(
  '[AU13] of an edit that replaces %s (%s) nothing is gone while the new half waits for something missing',
  (_, who, replace) => {
    const { doc, take } = guardedDocument(fill);
    const before = contentOf(doc);
    const { page, one, two } = twoEdits(doc, (copy) => addStroke(copy, strokeDraft({ authorId: who })), replace);
    const half = take(two, who);
    expect(contentOf(doc)).toEqual(before);
    expect(half).toMatchObject({ isRefused: false, lacking: { blockers: new Map([[PAGE, expect.any(Number)]]) } });
    expect([outcomeOf(take(one, who)), outcomeOf(take(two, who))]).toEqual(['taken', 'taken']);
    expect(contentOf(doc)).toEqual(contentOf(page));
  },
);

test.each(replacements)(
  '[AU14] nor of an edit that passes on, as one’s own, that another replaced %s (%s)',
  (_, who, replace) => {
    const { doc, clientIds, take, changed } = guardedDocument(fill);
    const before = contentOf(doc);
    clientIds.claim(PAGE, `key of ${who}`);
    take(changed(replace, PAGE), 'facilitator', { namedClientId: PAGE + 1 });
    expect(contentOf(doc)).toEqual(before);
    take(changed(replace, PAGE), who);
    expect(contentOf(doc)).not.toEqual(before);
  },
);

test('[AU13] what only deletes waits for nothing', () => {
  const { doc, take } = guardedDocument(fill);
  const { two } = twoEdits(
    doc,
    (page) => addStroke(page, strokeDraft({ authorId: 'participant' })),
    (page) => deletePoints(page, [OTHER]),
  );
  expect(take(two, 'participant')).toMatchObject({ isRefused: false, lacking: null });
  expect([...recordsOf(doc).keys()].sort()).toEqual([CLUSTER, POINT]);
});
