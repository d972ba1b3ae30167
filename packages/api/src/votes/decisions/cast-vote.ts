import type { Session } from '@gongyi/db';
import { type CastVoteInput, DomainError, type WithdrawVoteInput } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import { type AppendEvents, BY_SYSTEM, decide, type Transaction } from '../../kernel/decide.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import {
  authorOf,
  contribution,
  isHeld,
  keptMoment,
  requireInSession,
  requireTakingPart,
  rightsIn,
  type SessionPerson,
  shareSession,
} from '../../sessions/index.ts';
import { toMyVotes } from '../queries/get-votes.ts';
import type { MyVotes } from '../views.ts';

/**
 * Gives one vote to a point. The same vote sent twice is cast once. The history says that somebody
 * voted, and neither who nor for what. Throws otherDevice, votingClosed, sessionHeld,
 * sessionClosed, pointMissing, voteBudgetSpent, votesPerPointSpent.
 */
export async function castVote(deps: ServiceDeps, actor: Actor, input: CastVoteInput): Promise<MyVotes> {
  const { sessionId, voteId, targetId } = input;
  const { session: seen, person } = await requireInSession(deps, actor, sessionId, 'point.vote');
  if (person.takesPart) requireVoting(seen, person, deps.now());
  if ((await deps.pointReader.readPoints(sessionId, [targetId])).length === 0) throw new DomainError('pointMissing');
  return inVotersTurn(deps, actor, sessionId, person, async ({ tx, append, session, voterKey, own }) => {
    if (own.some(({ id }) => id === voteId)) return own.map(toOwnVote);
    if (own.length >= session.voteBudget) throw new DomainError('voteBudgetSpent', { budget: session.voteBudget });
    if (own.filter((vote) => vote.targetId === targetId).length >= session.votesPerPoint) {
      throw new DomainError('votesPerPointSpent', { limit: session.votesPerPoint });
    }
    const { count } = await tx.vote.createMany({
      data: [
        {
          sessionId,
          id: voteId,
          targetId,
          voterKey,
          createdAt: keptMoment(session, deps.now(), own.at(-1)?.createdAt),
        },
      ],
      skipDuplicates: true,
    });
    // Somebody else's vote has this id.
    if (count === 0) throw new DomainError('invalidInput', { paths: ['voteId'] });
    await tellOfVotes(append, session);
    return [...own.map(toOwnVote), { id: voteId, targetId }];
  });
}

/**
 * Takes one's own vote back. One that is not there is taken back already. Throws otherDevice,
 * votingClosed, sessionHeld, sessionClosed.
 */
export async function withdrawVote(deps: ServiceDeps, actor: Actor, input: WithdrawVoteInput): Promise<MyVotes> {
  const { sessionId, voteId } = input;
  const { person } = await requireInSession(deps, actor, sessionId, 'point.vote');
  return inVotersTurn(deps, actor, sessionId, person, async ({ tx, append, session, voterKey, own }) => {
    const { count } = await tx.vote.deleteMany({ where: { sessionId, id: voteId, voterKey } });
    if (count > 0) await tellOfVotes(append, session);
    return own.filter(({ id }) => id !== voteId).map(toOwnVote);
  });
}

type OwnVote = { readonly id: string; readonly targetId: string };
type Turn = {
  readonly tx: Transaction;
  readonly append: AppendEvents;
  readonly session: Session;
  readonly voterKey: string;
  /** What the voter has given until now, the oldest first. */
  readonly own: readonly (OwnVote & { readonly createdAt: Date })[];
};

/**
 * One decision about a person's votes. Until its commit no setting of the session changes, and
 * nobody else counts or changes votes of this person. `work` answers what the voter has given then.
 */
function inVotersTurn(
  deps: ServiceDeps,
  actor: Actor,
  sessionId: string,
  person: SessionPerson,
  work: (turn: Turn) => Promise<readonly OwnVote[]>,
): Promise<MyVotes> {
  return deps.lanes.run(sessionId, () =>
    decide(deps, async (tx, append) => {
      const session = await shareSession(tx, sessionId);
      const voter = await requireTakingPart(tx, actor, session, person);
      requireVoting(session, voter, deps.now());
      const voterKey = authorOf(deps, actor, session, voter).id;
      // A lock and not a row: whoever has no vote yet has none.
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`vote ${sessionId} ${voterKey}`}, 0))`;
      const own = await tx.vote.findMany({
        where: { sessionId, voterKey },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        select: { id: true, targetId: true, createdAt: true },
      });
      return toMyVotes(session, true, await work({ tx, append, session, voterKey, own }));
    }),
  );
}

function requireVoting(session: Session, person: SessionPerson, now: Date): void {
  if (rightsIn(session, person, now).vote) return;
  if (session.stage === 'closed') throw new DomainError('sessionClosed');
  throw new DomainError(session.mayVote && isHeld(session, now) ? 'sessionHeld' : 'votingClosed');
}

function toOwnVote({ id, targetId }: OwnVote): OwnVote {
  return { id, targetId };
}

function tellOfVotes(append: AppendEvents, session: Session): Promise<void> {
  const { id: sessionId, campaignId } = session;
  const type = 'votes.changed';
  return append({ campaignId, type, subjectId: sessionId, sessionId, ...contribution(session, BY_SYSTEM) });
}
