import { expect, test } from 'vitest';
import { countVotesByTarget, withOwnChange, withPendingVotes } from './pending-votes.ts';

const STORED = [
  { id: 'v1', targetId: 'a' },
  { id: 'v2', targetId: 'b' },
];

test('a vote counts from the press of the button, and is not counted twice when the answer comes before its own end', () => {
  const cast = { kind: 'cast', id: 'v3', targetId: 'a' } as const;
  expect(countVotesByTarget(withPendingVotes(STORED, [cast])).get('a')).toBe(2);
  expect(countVotesByTarget(withPendingVotes([...STORED, { id: 'v3', targetId: 'a' }], [cast])).get('a')).toBe(2);
});

test('a vote that is cast and taken back before the server answered leaves nothing', () => {
  const steps = [
    { kind: 'cast', id: 'v3', targetId: 'c' },
    { kind: 'withdraw', id: 'v3' },
    { kind: 'withdraw', id: 'v1' },
  ] as const;
  expect(withPendingVotes(STORED, steps)).toEqual([{ id: 'v2', targetId: 'b' }]);
});

test('the total moves with what the page has asked for and never below nothing', () => {
  expect(withOwnChange(7, 1, 2)).toBe(8);
  expect(withOwnChange(7, 1, 0)).toBe(6);
  expect(withOwnChange(0, 1, 0)).toBe(0);
});
