import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { dissolveClusters, mergePoints, placeCluster, takeOutOfCluster } from '../edits/cluster-operations.ts';
import { createUndo } from '../edits/create-undo.ts';
import { addPointToTheme, deletePoints, editPointText, placePoint } from '../edits/point-operations.ts';
import { themeAreas } from '../geometry/theme-areas.ts';
import { clusterTitle } from '../model/cluster.ts';
import { recordsOf } from '../records/layout.ts';
import { exchange } from '../test/exchange.ts';
import { pointDraft } from '../test/point-draft.ts';
import { seededRandom } from '../test/seeded-random.ts';
import { SEEDS } from '../test/seeds.ts';
import { isThrownByYjs } from '../test/thrown-by-yjs.ts';
import { cardOfCluster, cardOfPoint } from './card.ts';
import { createPointIndex } from './point-index.ts';
import { readBoard } from './read-board.ts';

const AREAS = themeAreas([
  { id: 'theme-1', prompts: [] },
  { id: 'theme-2', prompts: [] },
]);
const BY = { authorId: 'sorter', author: '李强' };

function cardsIn(doc: Y.Doc) {
  const { points, clusters } = readBoard(doc);
  return [...points.map(cardOfPoint), ...clusters.map(cardOfCluster)].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function indexed(doc: Y.Doc) {
  const index = createPointIndex(doc);
  index.follow();
  return { index, cards: () => [...index.points()].sort((a, b) => (a.id < b.id ? -1 : 1)) };
}

describe('the index of cards', () => {
  it('has a cluster as one card, and its points as none, and counts them still', () => {
    const doc = new Y.Doc();
    const [first, second, third] = ['停车难', '停车太难', '路灯不亮'].map((text) =>
      addPointToTheme(doc, pointDraft({ text }), AREAS),
    ) as string[] as [string, string, string];
    const { index } = indexed(doc);
    const clusterId = mergePoints(doc, [first, second], BY) ?? '';
    expect(index.get(clusterId)).toMatchObject({ text: '停车难', members: [{ id: first }, { id: second }] });
    expect([index.get(first), index.get(second), index.size(), index.countOf('theme-1')]).toEqual([null, null, 2, 3]);
    expect([first, third, clusterId, 'nobody'].map((id) => index.cardWith(id)?.id)).toEqual([
      clusterId,
      third,
      clusterId,
      undefined,
    ]);

    placeCluster(doc, clusterId, { themeId: 'theme-2', x: 700, y: 400 });
    expect([index.countOf('theme-1'), index.countOf('theme-2')]).toEqual([1, 2]);
    expect(index.at({ x: 701, y: 401 })?.id).toBe(clusterId);
    clusterTitle(doc, clusterId)?.insert(0, '停车');
    expect(index.get(clusterId)?.text).toBe('停车');

    // The one that stays is on its own by that.
    deletePoints(doc, [first]);
    expect(index.get(clusterId)).toBeNull();
    expect(index.get(second)?.members).toEqual([]);
    expect(index.get(third)).not.toBeNull();
  });

  // Until Yjs itself throws in an undo, if it does: its own fault, see `isThrownByYjs`.
  it.each(SEEDS)('says what a reading of the whole board says, whatever two people do (seed %i)', (seed) => {
    const random = seededRandom(seed);
    const docs = [new Y.Doc(), new Y.Doc()] as const;
    const views = docs.map(indexed);
    const undos = docs.map((doc) => createUndo(doc));
    for (let step = 0; step < 120; step++) {
      const at = random.below(2);
      const doc = docs[at === 0 ? 0 : 1];
      const ids = [...recordsOf(doc).keys()];
      const some = (): string[] => (ids.length === 0 ? [] : [random.pick(ids), random.pick(ids), random.pick(ids)]);
      const edits = [
        () => addPointToTheme(doc, pointDraft({ text: `${step}`, createdAt: new Date(step).toISOString() }), AREAS),
        () => mergePoints(doc, some(), BY),
        () => takeOutOfCluster(doc, some(), AREAS),
        () => dissolveClusters(doc, some().slice(0, 1), AREAS),
        () => deletePoints(doc, some().slice(0, 1)),
        () => editPointText(doc, some()[0] ?? '', `改 ${step}`),
        () => placePoint(doc, some()[0] ?? '', { themeId: 'theme-2', x: random.below(900), y: random.below(900) }),
        () => undos[at]?.undo(),
      ];
      try {
        random.pick(edits)();
      } catch (error) {
        if (!isThrownByYjs(error)) throw error;
        return;
      }
      undos[at]?.stopCapturing();
      if (random.chance(0.3)) exchange(docs);
      for (const [which, { index, cards }] of views.entries()) {
        const expected = cardsIn(which === 0 ? docs[0] : docs[1]);
        expect(cards()).toEqual(expected);
        const count = expected.reduce((sum, { members }) => sum + Math.max(1, members.length), 0);
        expect(index.countOf('theme-1') + index.countOf('theme-2')).toBe(count);
      }
    }
  });
});
