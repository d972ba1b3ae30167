import { addPoint, deletePoints, editPointText, mergePoints, placePoint, readBoard } from '@gongyi/board';
import { expect, it } from 'vitest';
import { Doc } from 'yjs';
import { liveSuggestions } from './live-suggestions.ts';

const BY = { authorId: 'a', author: '甲' };

function board() {
  const doc = new Doc();
  const ids = ['窗口午间没人', '中午窗口无人值守', '午间窗口不开', '路灯不亮'].map((text, at) =>
    addPoint(doc, { text, themeId: 'theme-1', x: at * 300, y: 0, createdAt: new Date(at).toISOString(), ...BY }),
  );
  const answer = {
    merges: [{ pointIds: ids.slice(0, 3), score: 0.3, strength: 'strong' as const, shared: ['窗口'] }],
    themes: [{ pointId: ids[3] ?? '', themeId: 'theme-2', score: 0.1, shared: ['路灯'], likePointIds: [] }],
  };
  const refused = new Set<string>();
  const live = () => liveSuggestions(answer, readBoard(doc), (key) => refused.has(key));
  return { doc, ids: ids as string[] as [string, string, string, string], live, refused };
}

it('ends with what was merged, by whomever, and goes on with what is left', () => {
  const { doc, ids, live } = board();
  expect(live().merges[0]?.cards.map(({ id }) => id)).toEqual(ids.slice(0, 3));
  const clusterId = mergePoints(doc, ids.slice(0, 2), BY);
  expect(live().merges[0]?.cards.map(({ id }) => id)).toEqual([clusterId, ids[2]]);
  mergePoints(doc, [clusterId ?? '', ids[2]], BY);
  expect(live().merges).toEqual([]);
});

it('ends with what is gone, or lies where it should already', () => {
  const { doc, ids, live } = board();
  deletePoints(doc, ids.slice(0, 2));
  expect(live().merges).toEqual([]);
  expect(live().themes.map(({ card }) => card.id)).toEqual([ids[3]]);
  placePoint(doc, ids[3], { themeId: 'theme-2', x: 700, y: 0 });
  expect(live().themes).toEqual([]);
});

it('leaves out what was refused until one of the texts is another, and says how many those are', () => {
  const { doc, ids, live, refused } = board();
  for (const { key } of [...live().merges, ...live().themes]) refused.add(key);
  expect(live()).toEqual({ merges: [], themes: [], refused: 2 });
  editPointText(doc, ids[1], '中午办事窗口没有人');
  expect([live().merges.length, live().themes.length, live().refused]).toEqual([1, 0, 1]);
});
