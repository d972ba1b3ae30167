import { castVoteInput, voteSettingsInput, withdrawVoteInput } from '@gongyi/domain';
import { answer, answerFor, done } from '../kernel/answer.ts';
import { procedure, router, sessionProcedure } from '../kernel/trpc.ts';
import { castVote, withdrawVote } from './decisions/cast-vote.ts';
import { setVoteSettings } from './decisions/set-vote-settings.ts';
import { startVotingAnew, voidAwayVotes } from './decisions/void-votes.ts';
import { getTurnout } from './queries/get-turnout.ts';
import { getMyVotes, getVoteResults, getVoteTotals, listRemainingVotes } from './queries/get-votes.ts';

export const votesRouter = router({
  mine: sessionProcedure.query(answerFor('sessionId', getMyVotes)),
  totals: sessionProcedure.query(answerFor('sessionId', getVoteTotals)),
  results: sessionProcedure.query(answerFor('sessionId', getVoteResults)),
  remaining: sessionProcedure.query(answerFor('sessionId', listRemainingVotes)),
  turnout: sessionProcedure.query(answerFor('sessionId', getTurnout)),
  voidAway: sessionProcedure.mutation(answerFor('sessionId', voidAwayVotes)),
  startAnew: sessionProcedure.mutation(answerFor('sessionId', startVotingAnew)),
  cast: procedure.input(castVoteInput).mutation(answer(castVote)),
  withdraw: procedure.input(withdrawVoteInput).mutation(answer(withdrawVote)),
  setSettings: procedure.input(voteSettingsInput).mutation(done(setVoteSettings)),
});
