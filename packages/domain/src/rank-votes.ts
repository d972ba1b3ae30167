export type VoteTotal = { readonly targetId: string; readonly votes: number };
export type RankedVotes = VoteTotal & {
  /** From 1. Equal totals share a rank, and the ranks after it are left out: 1, 2, 2, 4. */
  readonly rank: number;
};

/**
 * The most votes first; what is tied, in the order of ids, which has no meaning but is the same
 * everywhere.
 */
export function rankVotes(totals: readonly VoteTotal[]): RankedVotes[] {
  const sorted = [...totals].sort((a, b) => b.votes - a.votes || (a.targetId < b.targetId ? -1 : 1));
  let rank = 0;
  let last: number | undefined;
  return sorted.map(({ targetId, votes }, index) => {
    if (votes !== last) rank = index + 1;
    last = votes;
    return { targetId, votes, rank };
  });
}

/**
 * What was given to a point counts for the cluster that it is in, so that merging loses no vote.
 * `clusterOf` answers the cluster of a target, or null.
 */
export function foldVotes(
  totals: readonly VoteTotal[],
  clusterOf: (targetId: string) => string | null,
): readonly VoteTotal[] {
  const folded = new Map<string, number>();
  for (const { targetId, votes } of totals) {
    const key = clusterOf(targetId) ?? targetId;
    folded.set(key, (folded.get(key) ?? 0) + votes);
  }
  return [...folded].map(([targetId, votes]) => ({ targetId, votes }));
}
