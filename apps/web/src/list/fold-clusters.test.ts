import { addPointToTheme, mergePoints, readBoard, readPoints, themeAreas } from '@gongyi/board';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { foldClusters, withThemesOfClusters } from './fold-clusters.ts';

const AREAS = themeAreas([
  { id: 's', prompts: [] },
  { id: 't', prompts: [] },
]);

test('a cluster stands once in the list, in its own theme, as soon as one of its points is shown', () => {
  const doc = new Y.Doc();
  const add = (themeId: string, text: string) =>
    addPointToTheme(doc, { themeId, text, authorId: '', author: '', unit: '', source: null }, AREAS);
  const a = add('t', 'a');
  const b = add('s', 'b');
  add('s', 'c');
  const clusterId = mergePoints(doc, [a, b], { authorId: '', author: '' });
  const { clusters } = readBoard(doc);
  const points = withThemesOfClusters(readPoints(doc), clusters);
  expect(points.map(({ text, themeId }) => `${text} ${themeId}`).sort()).toEqual(['a t', 'b t', 'c s']);
  const onlyB = points.filter(({ text }) => text !== 'a');
  const { standIns, clusterOf } = foldClusters(onlyB, clusters);
  expect(standIns.map(({ text, themeId }) => [text, themeId]).sort()).toEqual([
    ['b', 't'],
    ['c', 's'],
  ]);
  expect(clusterOf.get(b)?.id).toBe(clusterId);
  expect(foldClusters(points, clusters).standIns).toHaveLength(2);
});
