import { createTLSchema, createTLStore, type TLPageId, type TLShape } from '@tldraw/tldraw';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { mergePoints, takeOutOfCluster } from '../edits/cluster-operations.ts';
import { addPoint, addPointToTheme } from '../edits/point-operations.ts';
import { themeAreas } from '../geometry/theme-areas.ts';
import { readCluster } from '../model/cluster.ts';
import { createPointIndex } from '../readings/point-index.ts';
import { KIND, POINT_FIELDS, recordsOf } from '../records/layout.ts';
import { pointDraft } from '../test/point-draft.ts';
import { createStoreBinding, isPointShape, type PointShape, pointShapeProps, shapeIdOf } from './store-binding.ts';

const AREAS = themeAreas([{ id: 'theme-1', prompts: [] }]);
const BY = { authorId: 'sorter', author: '李强' };

describe('clusters in the store', () => {
  function bound(doc: Y.Doc) {
    const schema = createTLSchema({ shapes: { point: { props: pointShapeProps } }, bindings: {} });
    const store = createTLStore({ schema });
    const index = createPointIndex(doc);
    index.follow();
    const skipped: string[] = [];
    const binding = createStoreBinding({
      doc,
      store,
      index,
      pageId: 'page:page' as TLPageId,
      onNextFrame: () => () => undefined,
      onSkipped: (id) => skipped.push(id),
    });
    const shapes = (): PointShape[] => {
      binding.show();
      return store.allRecords().filter(isPointShape) as PointShape[];
    };
    return { store, binding, shapes, skipped };
  }

  it('holds one card for a cluster, which moves it, and gives the points back when it ends', () => {
    const doc = new Y.Doc();
    const [first, second] = ['停车难', '停车太难'].map((text) =>
      addPointToTheme(doc, pointDraft({ text }), AREAS),
    ) as string[] as [string, string];
    const { store, binding, shapes } = bound(doc);
    expect(shapes()).toHaveLength(2);
    const clusterId = mergePoints(doc, [first, second], BY) ?? '';
    expect(shapes()).toMatchObject([{ id: shapeIdOf(clusterId), props: { text: '停车难', memberCount: 2 } }]);

    store.update(shapeIdOf(clusterId), (shape) => ({ ...shape, x: 99, y: 88 }) as TLShape);
    binding.flush();
    expect(readCluster(doc, clusterId)).toMatchObject({ x: 99, y: 88 });
    takeOutOfCluster(doc, [second], AREAS);
    expect(shapes().map(({ id }) => id)).toEqual(expect.arrayContaining([shapeIdOf(first), shapeIdOf(second)]));
    expect(shapes()).toHaveLength(2);
  });

  it('brings the card of a cluster back when a tool removed it, and tells of a spoilt point as before', () => {
    const doc = new Y.Doc();
    const ids = ['停车难', '停车太难', '没地方停车'].map((text) => addPoint(doc, pointDraft({ text })));
    const { store, shapes, skipped } = bound(doc);
    const clusterId = mergePoints(doc, ids, BY) ?? '';
    expect(shapes()).toHaveLength(1);
    store.remove([shapeIdOf(clusterId)]);
    expect(shapes().map(({ id }) => id)).toEqual([shapeIdOf(clusterId)]);

    const bad = new Y.Map<unknown>();
    recordsOf(doc).set('bad', bad);
    bad.set(KIND, 'point');
    bad.set(POINT_FIELDS.text, 'no text');
    expect(shapes()).toHaveLength(1);
    expect(skipped).toEqual(['bad']);
  });
});
