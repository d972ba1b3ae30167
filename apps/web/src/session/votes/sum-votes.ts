import type { Votes } from './use-votes.ts';

/**
 * The votes of one card: of a point, or of a cluster and its points, whose votes from before they
 * were merged count with it.
 */
export function sumVotes(
  { spentOn, total }: Pick<Votes, 'spentOn' | 'total'>,
  targetIds: readonly string[],
): { readonly own: number; readonly total: number | null } {
  const totals = targetIds.map(total).filter((count) => count !== null);
  return {
    own: targetIds.reduce((sum, id) => sum + spentOn(id), 0),
    // Known of all of them, or hidden of all.
    total: totals.length < targetIds.length ? null : totals.reduce((sum, count) => sum + count, 0),
  };
}
