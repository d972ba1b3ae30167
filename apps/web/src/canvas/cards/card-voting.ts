import { type Atom, atom, type Signal, transact } from '@tldraw/tldraw';
import type { Votes } from '../../session/votes/use-votes.ts';

/**
 * What a point or a cluster got itself: not what its points got before they were merged. `total` is
 * 0 while totals are hidden.
 */
type TargetVotes = { readonly own: number; readonly total: number };

/** What is the same for all cards. */
type VotingTerms = { readonly isOpen: boolean; readonly hasLeft: boolean; readonly perPoint: number };

export type CardVoting = {
  readonly terms: Signal<VotingTerms>;
  readonly votesOf: (targetId: string) => Signal<TargetVotes>;
  readonly give: (targetId: string) => void;
  /**
   * Brings what the page knows of the votes now to the cards whose numbers are others than before.
   */
  readonly show: (votes: Votes) => void;
};

const NO_VOTES: TargetVotes = { own: 0, total: 0 };
const CLOSED: VotingTerms = { isOpen: false, hasLeft: false, perPoint: 0 };

/**
 * The votes as cards see them: a signal for each target, so that a vote concerns the card that got
 * it and no other. What one costs goes by how many targets have votes, not by how many cards there
 * are.
 */
export function createCardVoting(): CardVoting {
  const terms = atom('voting', CLOSED, {
    isEqual: (a, b) => a.isOpen === b.isOpen && a.hasLeft === b.hasLeft && a.perPoint === b.perPoint,
  });
  /** Of targets that a card ever asked for. */
  const signals = new Map<string, Atom<TargetVotes>>();
  let latest: Votes | null = null;
  let shown: ReadonlySet<string> = new Set();

  function read(targetId: string): TargetVotes {
    return latest === null ? NO_VOTES : { own: latest.spentOn(targetId), total: latest.total(targetId) ?? 0 };
  }

  return {
    terms,
    votesOf(targetId) {
      const known = signals.get(targetId);
      if (known !== undefined) return known;
      const signal = atom('votes', read(targetId), { isEqual: (a, b) => a.own === b.own && a.total === b.total });
      signals.set(targetId, signal);
      return signal;
    },
    give: (targetId) => latest?.cast(targetId),
    show(votes) {
      latest = votes;
      const before = shown;
      shown = new Set(votes.targets());
      transact(() => {
        terms.set({ isOpen: votes.open, hasLeft: votes.left > 0, perPoint: votes.perPoint });
        for (const id of new Set([...before, ...shown])) signals.get(id)?.set(read(id));
      });
    },
  };
}
