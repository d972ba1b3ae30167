import { addPointToTheme, mergePoints, readBoard, themeAreas } from '@gongyi/board';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { countOutcomes, outcomeOf, recentReasons } from './outcomes.ts';
import { cardsOf, rankCards } from './rank-cards.ts';

const AREAS = themeAreas([{ id: 't', prompts: [] }]);

function boardOf(texts: readonly string[]) {
  const doc = new Y.Doc();
  const ids = texts.map((text) =>
    addPointToTheme(doc, { themeId: 't', text, authorId: '', author: '', unit: '', source: null }, AREAS),
  );
  return { doc, ids };
}

test('equal votes are ties: 1, 2, 2, 4', () => {
  const { doc, ids } = boardOf(['a', 'b', 'c', 'd']);
  const votes = [5, 3, 3, 1];
  const ranked = rankCards(
    cardsOf(readBoard(doc)),
    ids.map((targetId, index) => ({ targetId, votes: votes[index] ?? 0 })),
  );
  expect(ranked.map(({ card, rank }) => [card.text, rank]).sort()).toEqual([
    ['a', 1],
    ['b', 2],
    ['c', 2],
    ['d', 4],
  ]);
  expect(ranked.map(({ tied }) => tied)).toEqual([false, true, true, false]);
});

test('a cluster ranks with the votes of its points, and votes for what was deleted rank nowhere', () => {
  const { doc, ids } = boardOf(['a', 'b', 'c']);
  const [a = '', b = '', c = ''] = ids;
  const clusterId = mergePoints(doc, [a, b], { authorId: '', author: '', title: 'both' });
  const ranked = rankCards(cardsOf(readBoard(doc)), [
    { targetId: a, votes: 2 },
    { targetId: b, votes: 2 },
    { targetId: c, votes: 3 },
    { targetId: 'gone', votes: 9 },
  ]);
  expect(ranked.map(({ card, votes, rank }) => [card.id, card.text, votes, rank])).toEqual([
    [clusterId, 'both', 4, 1],
    [c, 'c', 3, 2],
  ]);
});

test('what is still open: points nobody decided of, and clusters of which no point was decided', () => {
  const { doc, ids } = boardOf(['promoted', 'refused', 'deferred', 'open', 'merged', 'merged too', 'in', 'action']);
  const [promoted = '', refused = '', deferred = '', , merged = '', mergedToo = '', inside = '', action = ''] = ids;
  mergePoints(doc, [merged, mergedToo], { authorId: '', author: '' });
  mergePoints(doc, [inside, action], { authorId: '', author: '' });
  const cards = cardsOf(readBoard(doc));
  const badges = new Set([promoted, action]);
  const decisions = new Map([
    [refused, { disposition: 'notAdopted', reason: 'no' } as const],
    [deferred, { disposition: 'deferred', reason: '' } as const],
  ]);
  const outcomes = new Map(cards.map((card) => [card.id, outcomeOf(card, badges, decisions)]));
  expect(countOutcomes(cards, outcomes)).toEqual({ open: 2, promoted: 2, notAdopted: 1, deferred: 1, merged: 2 });
});

test('recent reasons come newest first and once each', () => {
  const at = (reason: string, decidedAt: string) => ({ reason, decidedAt, disposition: 'notAdopted' as const });
  const decisions = [
    at('old', '2026-01-01'),
    at('twice', '2026-01-02'),
    at('twice', '2026-01-04'),
    at('', '2026-01-05'),
  ];
  expect(recentReasons(decisions, 'notAdopted', 5)).toEqual(['twice', 'old']);
  expect(recentReasons(decisions, 'deferred', 5)).toEqual([]);
});
