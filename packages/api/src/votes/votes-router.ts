import { castVoteInput, idField, voteSettingsInput, withdrawVoteInput } from '@gongyi/domain';
import { z } from 'zod';
import { procedure, router } from '../kernel/trpc.ts';
import { castVote, withdrawVote } from './decisions/cast-vote.ts';
import { setVoteSettings } from './decisions/set-vote-settings.ts';
import { startVotingAnew, voidAwayVotes } from './decisions/void-votes.ts';
import { getTurnout } from './queries/get-turnout.ts';
import { getMyVotes, getVoteResults, getVoteTotals, listRemainingVotes } from './queries/get-votes.ts';

const sessionInput = z.object({ sessionId: idField });

export const votesRouter = router({
  mine: procedure
    .input(sessionInput)
    .query(async ({ ctx, input }) => getMyVotes(ctx.deps, await ctx.loadActor(), input.sessionId)),
  totals: procedure
    .input(sessionInput)
    .query(async ({ ctx, input }) => getVoteTotals(ctx.deps, await ctx.loadActor(), input.sessionId)),
  results: procedure
    .input(sessionInput)
    .query(async ({ ctx, input }) => getVoteResults(ctx.deps, await ctx.loadActor(), input.sessionId)),
  remaining: procedure
    .input(sessionInput)
    .query(async ({ ctx, input }) => listRemainingVotes(ctx.deps, await ctx.loadActor(), input.sessionId)),
  turnout: procedure
    .input(sessionInput)
    .query(async ({ ctx, input }) => getTurnout(ctx.deps, await ctx.loadActor(), input.sessionId)),
  voidAway: procedure
    .input(sessionInput)
    .mutation(async ({ ctx, input }) => voidAwayVotes(ctx.deps, await ctx.loadActor(), input.sessionId)),
  startAnew: procedure
    .input(sessionInput)
    .mutation(async ({ ctx, input }) => startVotingAnew(ctx.deps, await ctx.loadActor(), input.sessionId)),
  cast: procedure
    .input(castVoteInput)
    .mutation(async ({ ctx, input }) => castVote(ctx.deps, await ctx.loadActor(), input)),
  withdraw: procedure
    .input(withdrawVoteInput)
    .mutation(async ({ ctx, input }) => withdrawVote(ctx.deps, await ctx.loadActor(), input)),
  setSettings: procedure.input(voteSettingsInput).mutation(async ({ ctx, input }): Promise<{ ok: true }> => {
    await setVoteSettings(ctx.deps, await ctx.loadActor(), input);
    return { ok: true };
  }),
});
