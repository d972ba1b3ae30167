export type OwnVote = { readonly id: string; readonly targetId: string };

/** What this page has asked for and the server has not answered yet. */
export type PendingVote =
  | { readonly kind: 'cast'; readonly id: string; readonly targetId: string }
  | { readonly kind: 'withdraw'; readonly id: string };

/** The votes as they will be when the server has agreed to all that it was asked. */
export function withPendingVotes(stored: readonly OwnVote[], pending: readonly PendingVote[]): readonly OwnVote[] {
  if (pending.length === 0) return stored;
  let votes = [...stored];
  for (const step of pending) {
    if (step.kind === 'withdraw') votes = votes.filter(({ id }) => id !== step.id);
    else if (!votes.some(({ id }) => id === step.id)) votes.push({ id: step.id, targetId: step.targetId });
  }
  return votes;
}

export function countVotesByTarget(votes: readonly OwnVote[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { targetId } of votes) counts.set(targetId, (counts.get(targetId) ?? 0) + 1);
  return counts;
}

/**
 * The total with what the page has asked for: the server's count may or may not have it yet, so it
 * goes by the stored votes.
 */
export function withOwnChange(total: number, storedOwn: number, shownOwn: number): number {
  return Math.max(0, total + shownOwn - storedOwn);
}
