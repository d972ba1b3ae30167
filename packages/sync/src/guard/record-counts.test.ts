import {
  addPoint,
  addStroke,
  CLUSTER_KIND,
  deletePoints,
  deleteStrokes,
  mergePoints,
  POINT_KIND,
  recordsOf,
} from '@gongyi/board';
import { pointDraft, strokeDraft } from '@gongyi/board/testing';
import { CLOSE_CODES, type ClusterId, LIMITS, type PointId, type StrokeId } from '@gongyi/domain';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { connectClient } from '../test/connect-client.ts';
import { forgeChange } from '../test/forge.ts';
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

test('[AU17] strokes that are erased make room for others, and none for points', () => {
  const most = { points: LIMITS.pointsPerSession, strokes: LIMITS.strokesPerSession };
  const { take, changed } = guardedDocument((doc) => {
    for (let n = 1; n < most.points; n++) recordsOf(doc).set(`p${n}`, new Y.Map());
    for (let n = 0; n < most.strokes; n++) addStroke(doc, strokeDraft({ id: `s${n}` as StrokeId }));
  });
  const does = (change: (copy: Y.Doc) => unknown) => outcomeOf(take(changed(change), 'facilitator'));
  const draw = (copy: Y.Doc) => addStroke(copy, strokeDraft({ authorId: 'facilitator' }));
  const write = (copy: Y.Doc) => addPoint(copy, pointDraft({ authorId: 'facilitator' }));
  expect(does(draw)).toBe('recordCount');
  expect(does((copy) => deleteStrokes(copy, ['s0', 's1']))).toBe('taken');
  expect([does(draw), does(draw), does(draw)]).toEqual(['taken', 'taken', 'recordCount']);
  expect([does(write), does(write)]).toEqual(['taken', 'recordCount']);
});

test('[AU25] one person has so many clusters', () => {
  const most = LIMITS.clustersPerAuthor;
  const ids = (index: number) => [2 * index, 2 * index + 1].map((number) => `point-${number}` as PointId);
  const merge = (doc: Y.Doc, index: number) =>
    mergePoints(doc, ids(index), {
      id: `cluster-${index}` as ClusterId,
      authorId: 'somebody',
      author: '王芳',
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

/** As no page of ours makes them: `fields` are all that it has. */
function forgeRecord(doc: Y.Doc, id: string, fields: Readonly<Record<string, unknown>>) {
  const record = new Y.Map<unknown>();
  recordsOf(doc).set(id, record);
  for (const [field, value] of Object.entries(fields)) record.set(field, value);
}

const [AT, INSTANT] = [['theme-1', 0, 0], '2026-01-01T00:00:00.000Z'];

test('[AU25] clusters without an author count as their maker’s', () => {
  const { take, changed } = guardedDocument();
  const makes = (personId: string, page: number, from: number, count: number) =>
    outcomeOf(
      take(
        changed((copy) => {
          for (let index = from; index < from + count; index++)
            forgeRecord(copy, `cluster-${index}`, {
              kind: CLUSTER_KIND,
              place: AT,
              title: new Y.Text('合并'),
              createdAt: INSTANT,
            });
        }, page),
        personId,
        { role: 'sorter' },
      ),
    );
  const most = LIMITS.clustersPerAuthor;
  expect(makes('somebody', 1, 0, most)).toBe('taken');
  expect(makes('somebody', 1, most, 1)).toBe('authorCount');
  expect(makes('somebody', 2, most, 1)).toBe('authorCount');
  expect(makes('somebody else', 3, most, most)).toBe('taken');
});

test('[AU25] pieces of deleted points count as points of whoever brought them back', () => {
  const most = LIMITS.pointsPerAuthor;
  const { take, changed } = guardedDocument();
  const says = (change: (copy: Y.Doc) => unknown, personId = 'participant', page = 1) =>
    outcomeOf(take(changed(change, page), personId, { role: 'participant' }));
  const ids = Array.from({ length: most }, (_, index) => `point-${index}` as PointId);
  const more = 'point-more' as PointId;
  const adds = (copy: Y.Doc, id: PointId, authorId = 'participant') => addPoint(copy, pointDraft({ id, authorId }));

  expect(says((copy) => ids.map((id) => adds(copy, id)))).toBe('taken');
  expect(says((copy) => deletePoints(copy, ids))).toBe('taken');
  const pieces = (copy: Y.Doc) => {
    for (const id of ids) forgeRecord(copy, id, { place: AT, text: new Y.Text('又'), createdAt: INSTANT });
  };
  expect(says(pieces)).toBe('taken');
  expect(says((copy) => adds(copy, more))).toBe('authorCount');
  expect(says((copy) => adds(copy, more), 'participant', 2)).toBe('authorCount');
  const points = (copy: Y.Doc) => {
    for (const id of ids) {
      const record = recordsOf(copy).get(id) as Y.Map<unknown>;
      record.set('kind', POINT_KIND);
      record.set('authorId', 'participant');
      record.set('author', '王芳');
      record.set('unit', '石桥村');
    }
  };
  expect(says(points)).toBe('taken');
  expect(says((copy) => adds(copy, more))).toBe('authorCount');
  expect(says((copy) => adds(copy, more, 'somebody else'), 'somebody else', 3)).toBe('taken');
});

test('[AU25] what nobody knows whose it is counts together, and against nothing that bears an author', () => {
  const most = LIMITS.clustersPerAuthor;
  const { doc, take } = guardedDocument();
  const page = (clientId: number, fill: (copy: Y.Doc) => unknown) => forgeChange(doc, clientId, fill);
  const makes = (from: number, count: number) => (copy: Y.Doc) => {
    for (let index = from; index < from + count; index++)
      forgeRecord(copy, `cluster-${index}`, {
        kind: CLUSTER_KIND,
        place: AT,
        title: new Y.Text('合并'),
        createdAt: INSTANT,
      });
  };
  const together = (personId: string, pages: readonly [number, number], from: number, count: number) => {
    const [one, two] = pages;
    const half = Math.ceil(count / 2);
    const update = Y.mergeUpdates([page(one, makes(from, half)), page(two, makes(from + half, count - half))]);
    return outcomeOf(take(update, personId, { role: 'sorter' }));
  };
  expect(together('somebody', [1, 2], 0, most)).toBe('taken');
  expect(together('somebody', [3, 4], most, 2)).toBe('authorCount');
  const add = page(5, (copy) => addPoint(copy, pointDraft({ authorId: 'somebody else' })));
  const own = page(6, makes(most, 1));
  expect(outcomeOf(take(add, 'somebody else', { role: 'participant' }))).toBe('taken');
  expect(outcomeOf(take(own, 'somebody else', { role: 'sorter' }))).toBe('taken');
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
