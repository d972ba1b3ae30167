import { expect, test } from 'vitest';
import { sumVotes } from './sum-votes.ts';

const OWN: Record<string, number> = { cluster: 1, a: 2, b: 0 };
const TOTALS: Record<string, number | null> = { cluster: 3, a: 4, b: 0, hidden: null };
const votes = { spentOn: (id: string) => OWN[id] ?? 0, total: (id: string) => TOTALS[id] ?? null };

test('a cluster has its own votes and those of its points', () => {
  expect(sumVotes(votes, ['cluster', 'a', 'b'])).toEqual({ own: 3, total: 7 });
  expect(sumVotes(votes, ['b'])).toEqual({ own: 0, total: 0 });
});

test('a total that is hidden for one is hidden for the card; one’s own votes are not', () => {
  expect(sumVotes(votes, ['a', 'hidden'])).toEqual({ own: 2, total: null });
});
