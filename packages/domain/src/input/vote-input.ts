import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { idField } from './fields.ts';

/** `voteId` is made by the page: sending the same twice casts one vote. */
export const castVoteInput = z.object({ sessionId: idField, voteId: idField, targetId: idField });
export type CastVoteInput = z.output<typeof castVoteInput>;

export const withdrawVoteInput = z.object({ sessionId: idField, voteId: idField });
export type WithdrawVoteInput = z.output<typeof withdrawVoteInput>;

const votesField = z.int().min(1).max(LIMITS.votesPerPerson);

export const voteSettingsInput = z.object({
  sessionId: idField,
  /** Votes of each person. */
  budget: votesField,
  /** Of these, on one point. */
  perPoint: votesField,
  /** Totals are nobody's to see while voting is open. */
  totalsHidden: z.boolean(),
});
export type VoteSettingsInput = z.output<typeof voteSettingsInput>;
