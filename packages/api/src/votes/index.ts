/** What other subjects may use of votes. */

export { areTotalsHidden, rankPoints } from './queries/get-votes.ts';
export type { VoteResult } from './views.ts';
