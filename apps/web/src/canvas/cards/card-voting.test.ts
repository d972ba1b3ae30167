import { react } from '@tldraw/tldraw';
import { expect, test } from 'vitest';
import type { Votes } from '../../session/votes/use-votes.ts';
import { createCardVoting } from './card-voting.ts';

type Known = { readonly own?: Record<string, number>; readonly totals?: Record<string, number> | null; left?: number };

function votesWith({ own = {}, totals = {}, left = 3 }: Known): Votes {
  return {
    open: true,
    budget: 3,
    perPoint: 2,
    left,
    spentOn: (id) => own[id] ?? 0,
    total: (id) => (totals === null ? null : (totals[id] ?? 0)),
    targets: () => [...Object.keys(own), ...Object.keys(totals ?? {})],
    cast: () => undefined,
    withdraw: () => undefined,
    refusal: null,
    returned: null,
  };
}

test('a vote is news for the card that got it and for no other, however many there are', () => {
  const voting = createCardVoting();
  const drawn: string[] = [];
  for (const id of ['a', 'b', 'c']) {
    const signal = voting.votesOf(id);
    react(id, () => void drawn.push(`${id} ${signal.get().own}/${signal.get().total}`));
  }
  drawn.length = 0;
  voting.show(votesWith({ own: { a: 1 }, totals: { a: 5, b: 2 } }));
  expect(drawn).toEqual(['a 1/5', 'b 0/2']);
  drawn.length = 0;
  voting.show(votesWith({ own: { a: 2 }, totals: { a: 6, b: 2 }, left: 1 }));
  expect(drawn).toEqual(['a 2/6']);
  drawn.length = 0;
  voting.show(votesWith({ totals: { b: 2 } }));
  expect(drawn).toEqual(['a 0/0']);
});

test('a card that comes later finds what was known before, and hidden totals are none', () => {
  const voting = createCardVoting();
  voting.show(votesWith({ own: { a: 1 }, totals: { a: 4 } }));
  expect(voting.votesOf('a').get()).toEqual({ own: 1, total: 4 });
  voting.show(votesWith({ own: { a: 1 }, totals: null }));
  expect(voting.votesOf('a').get()).toEqual({ own: 1, total: 0 });
});

test('what is the same for all cards changes only when there is a difference', () => {
  const voting = createCardVoting();
  const seen: boolean[] = [];
  react('terms', () => void seen.push(voting.terms.get().hasLeft));
  for (const left of [3, 2, 1, 0, 0, 1]) voting.show(votesWith({ left }));
  expect(seen).toEqual([false, true, false, true]);
});
