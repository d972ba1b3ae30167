import { expect, test } from 'vitest';
import { foldVotes, rankVotes } from './rank-votes.ts';

test('ties are ties: they share a rank, and the next rank is left out', () => {
  const totals = [
    { targetId: 'd', votes: 1 },
    { targetId: 'c', votes: 4 },
    { targetId: 'a', votes: 4 },
    { targetId: 'b', votes: 7 },
  ];
  expect(rankVotes(totals).map(({ targetId, rank }) => [targetId, rank])).toEqual([
    ['b', 1],
    ['a', 2],
    ['c', 2],
    ['d', 4],
  ]);
  expect(rankVotes([])).toEqual([]);
});

test('votes of merged points count for their cluster, with those that the cluster got itself', () => {
  const clusterOf = (id: string) => (id === 'a' || id === 'b' ? 'cluster' : null);
  const totals = [
    { targetId: 'a', votes: 2 },
    { targetId: 'c', votes: 3 },
    { targetId: 'b', votes: 1 },
    { targetId: 'cluster', votes: 1 },
  ];
  expect(rankVotes(foldVotes(totals, clusterOf))).toEqual([
    { targetId: 'cluster', votes: 4, rank: 1 },
    { targetId: 'c', votes: 3, rank: 2 },
  ]);
});
