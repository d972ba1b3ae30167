import { addPoint, addStroke, deletePoints, deleteStrokes, mergePoints } from '@gongyi/board';
import { pointDraft, strokeDraft } from '@gongyi/board/testing';
import { CLOSE_CODES, type ClusterId, LIMITS, type PointId, type StrokeId } from '@gongyi/domain';
import { expect, test } from 'vitest';
import type * as Y from 'yjs';
import { connectClient } from '../test/connect-client.ts';
import { guardedDocument, outcomeOf } from '../test/guarded-document.ts';
import type { RIGHTS } from '../test/rights.ts';
import { startTestServer } from '../test/start-test-server.ts';

const first = { point: 'point-0' as PointId, stroke: 'stroke-0' as StrokeId, cluster: 'cluster-0' as ClusterId };

type Kind = {
  readonly what: string;
  readonly most: number;
  /** Who may make them, and not edit those of others. */
  readonly role: keyof typeof RIGHTS;
  readonly add: (doc: Y.Doc, authorId: string, index: number) => unknown;
  readonly removeFirst: (doc: Y.Doc) => unknown;
};

const kinds: readonly Kind[] = [
  {
    what: 'points',
    most: LIMITS.pointsPerAuthor,
    role: 'participant',
    add: (doc, authorId, index) => addPoint(doc, pointDraft({ id: `point-${index}` as PointId, authorId })),
    removeFirst: (doc) => deletePoints(doc, [first.point]),
  },
  {
    what: 'strokes',
    most: LIMITS.strokesPerAuthor,
    role: 'drawer',
    add: (doc, authorId, index) => addStroke(doc, strokeDraft({ id: `stroke-${index}` as StrokeId, authorId })),
    removeFirst: (doc) => deleteStrokes(doc, [first.stroke]),
  },
];

test.each(kinds)(
  '[AU25] one person has $most $what, and room again when one is gone',
  ({ most, role, add, removeFirst }) => {
    const { take, changed } = guardedDocument((doc) => {
      for (let index = 0; index < most - 1; index++) add(doc, 'somebody', index);
    });
    let next = most;
    const adds = (personId = 'somebody', as: keyof typeof RIGHTS = role) =>
      outcomeOf(
        take(
          changed((copy) => add(copy, personId, next++)),
          personId,
          { role: as },
        ),
      );
    expect(adds()).toBe('taken');
    expect(adds()).toBe('authorCount');
    expect(adds('somebody else')).toBe('taken');
    expect(adds('somebody', 'facilitator')).toBe('taken');
    expect(outcomeOf(take(changed(removeFirst), 'somebody', { role }))).toBe('taken');
    expect(adds()).toBe('authorCount');
    expect(
      outcomeOf(
        take(
          changed((copy) => deletePointOrStroke(copy, most)),
          'somebody',
          { role },
        ),
      ),
    ).toBe('taken');
    expect(adds()).toBe('taken');

    function deletePointOrStroke(copy: Y.Doc, index: number) {
      deletePoints(copy, [`point-${index}` as PointId]);
      deleteStrokes(copy, [`stroke-${index}` as StrokeId]);
    }
  },
);

test('[AU25] one person has so many clusters', () => {
  const most = LIMITS.clustersPerAuthor;
  const ids = (index: number) => [2 * index, 2 * index + 1].map((number) => `point-${number}` as PointId);
  const merge = (doc: Y.Doc, index: number) =>
    mergePoints(doc, ids(index), {
      id: `cluster-${index}` as ClusterId,
      authorId: 'somebody',
      author: '',
      title: '合并',
    });
  const { take, changed } = guardedDocument((doc) => {
    for (let number = 0; number < 2 * (most + 2); number++) {
      addPoint(doc, pointDraft({ id: `point-${number}` as PointId, authorId: 'others' }));
    }
    for (let index = 0; index < most - 1; index++) merge(doc, index);
  });
  const merges = (index: number) =>
    outcomeOf(
      take(
        changed((copy) => merge(copy, index)),
        'somebody',
        { role: 'sorter' },
      ),
    );
  expect(merges(most - 1)).toBe('taken');
  expect(merges(most)).toBe('authorCount');
});

test('[AU25] several that are too many come as none of them', () => {
  const { doc, take, changed } = guardedDocument();
  const before = doc.store.clients.size;
  const many = changed((copy) => {
    for (let index = 0; index <= LIMITS.pointsPerAuthor; index++)
      addPoint(copy, pointDraft({ authorId: 'participant' }));
  });
  expect(outcomeOf(take(many, 'participant'))).toBe('authorCount');
  expect(doc.store.clients.size).toBe(before);
});

test('[AU25] a page that has written its share is told so by its own code', async () => {
  await using server = await startTestServer({ timing: { unloadDelayMs: 60_000 } });
  await server.sync.changeDocument('s1', (doc) => {
    for (let count = 0; count < LIMITS.pointsPerAuthor; count++) addPoint(doc, pointDraft({ authorId: 'anna' }));
  });
  using anna = connectClient(server.url, 's1', { personId: 'anna' });
  await anna.synced();
  addPoint(anna.doc, pointDraft({ authorId: 'anna' }));
  expect(await anna.refused()).toBe(CLOSE_CODES.shareFull);
});
