import type { Session } from '@gongyi/db';
import { DomainError, LIMITS } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import { byPerson, decide, type Transaction } from '../../kernel/decide.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { lockSession, requireInSession } from '../../sessions/index.ts';
import { readVoters, type Voter } from '../queries/get-turnout.ts';
import type { VoteCounts } from '../views.ts';

/**
 * Deletes the votes of everybody who is not connected, all together: nobody is singled out. Who
 * that is, is asked while nobody can vote, and the answer says what was deleted, which need not be
 * what the leader saw. In an anonymous session not of so few that the totals would tell what they
 * voted for. Throws sessionClosed, tooFewAway.
 */
export function voidAwayVotes(deps: ServiceDeps, actor: Actor, sessionId: string): Promise<VoteCounts> {
  return deleteVotes(deps, actor, { sessionId, event: 'votes.voided' }, async (voters, session) => {
    const here = await deps.hallReader.peopleHere(sessionId);
    const away = voters.filter(({ voterKey }) => !here.has(voterKey));
    const least = LIMITS.anonymousVoidPeople;
    if (session.anonymous && away.length > 0 && away.length < least) throw new DomainError('tooFewAway', { least });
    return away;
  });
}

/** Deletes every vote of the session; everybody has all of theirs again. Throws sessionClosed. */
export function startVotingAnew(deps: ServiceDeps, actor: Actor, sessionId: string): Promise<VoteCounts> {
  return deleteVotes(deps, actor, { sessionId, event: 'votes.startedAnew' }, async (voters) => voters);
}

type Decision = { readonly sessionId: string; readonly event: 'votes.voided' | 'votes.startedAnew' };

/**
 * One decision of a leader about the votes of those whom `choose` picks. From before it is asked
 * until the commit nobody votes or takes a vote back, because both share the session's row. The
 * history has how many, and not whose.
 */
async function deleteVotes(
  deps: ServiceDeps,
  actor: Actor,
  { sessionId, event }: Decision,
  choose: (voters: readonly Voter[], session: Session) => Promise<readonly Voter[]>,
): Promise<VoteCounts> {
  const { person } = await requireInSession(deps, actor, sessionId, 'session.lead');
  // In the lane of those who vote: who waits for the row there holds no connection to the database.
  return deps.lanes.run(sessionId, () =>
    decide(deps, async (tx, append) => {
      const session = await lockSession(tx, sessionId);
      if (session.stage === 'closed') throw new DomainError('sessionClosed');
      const chosen = await choose(await readVoters(tx, sessionId), session);
      const counts = { votes: await deleteOf(tx, sessionId, chosen), people: chosen.length };
      if (counts.votes === 0) return counts;
      await append({
        campaignId: session.campaignId,
        type: event,
        subjectId: sessionId,
        sessionId,
        actor: byPerson(person),
        data: counts,
      });
      return counts;
    }),
  );
}

async function deleteOf(tx: Transaction, sessionId: string, voters: readonly Voter[]): Promise<number> {
  const voterKey = { in: voters.map((voter) => voter.voterKey) };
  return (await tx.vote.deleteMany({ where: { sessionId, voterKey } })).count;
}
