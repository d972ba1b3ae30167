import type { Session } from '@gongyi/db';
import { allows, foldVotes, rankVotes, type VoteTotal } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { authorOf, requireInSession, rightsIn, toVoteSettings } from '../../sessions/index.ts';
import type { MyVotes, RemainingVotes, VoteResult, VoteResults, VoteTotals } from '../views.ts';

/** What the person has given, and what is left. */
export async function getMyVotes(deps: ServiceDeps, actor: Actor, sessionId: string): Promise<MyVotes> {
  const { session, person } = await requireInSession(deps, actor, sessionId, 'session.view');
  const votes = await deps.prisma.vote.findMany({
    where: { sessionId, voterKey: authorOf(deps, actor, session, person).id },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, targetId: true },
  });
  return toMyVotes(session, rightsIn(session, person, deps.now()).vote, votes);
}

export function toMyVotes(session: Session, open: boolean, votes: MyVotes['votes']): MyVotes {
  return {
    ...toVoteSettings(session),
    open,
    spent: votes.length,
    left: Math.max(0, session.voteBudget - votes.length),
    votes,
  };
}

/** Whether totals are nobody's to see now, not even a facilitator's. */
export function areTotalsHidden(session: Pick<Session, 'voteTotalsHidden' | 'mayVote'>): boolean {
  return session.voteTotalsHidden && session.mayVote;
}

export async function getVoteTotals(deps: ServiceDeps, actor: Actor, sessionId: string): Promise<VoteTotals> {
  const { session } = await requireInSession(deps, actor, sessionId, 'session.view');
  if (areTotalsHidden(session)) return { hidden: true };
  return { hidden: false, totals: await readTotals(deps, sessionId), voters: await countVoters(deps, sessionId) };
}

/** Ranked, with the words; points that were deleted are left out. */
export async function getVoteResults(deps: ServiceDeps, actor: Actor, sessionId: string): Promise<VoteResults> {
  const { session } = await requireInSession(deps, actor, sessionId, 'session.view');
  if (areTotalsHidden(session)) return { hidden: true };
  return { hidden: false, results: await rankPoints(deps, sessionId), voters: await countVoters(deps, sessionId) };
}

/** Points and clusters: what was given to a merged point counts for its cluster. */
export async function rankPoints(deps: ServiceDeps, sessionId: string): Promise<VoteResult[]> {
  const totals = await readTotals(deps, sessionId);
  const read = (ids: Iterable<string>) => deps.pointReader.readPoints(sessionId, [...ids]);
  const targets = new Map((await read(totals.map(({ targetId }) => targetId))).map((point) => [point.id, point]));
  const clusterIds = new Set([...targets.values()].flatMap(({ clusterId }) => clusterId ?? []));
  for (const cluster of clusterIds.size === 0 ? [] : await read(clusterIds)) targets.set(cluster.id, cluster);
  const folded = foldVotes(totals, (id) => {
    const clusterId = targets.get(id)?.clusterId ?? null;
    return clusterId !== null && targets.has(clusterId) ? clusterId : null;
  });
  return rankVotes(folded.filter(({ targetId }) => targets.has(targetId))).map((ranked) => {
    const target = targets.get(ranked.targetId);
    return { ...ranked, text: target?.text ?? '', themeId: target?.themeId ?? null };
  });
}

/**
 * Who has how many votes left: everybody who joined and was not removed, and the campaign's members
 * who may vote and do not lead. In an anonymous session, where nobody can tell whose votes are
 * whose, how many they are, and how many votes are used up by one person.
 */
export async function listRemainingVotes(deps: ServiceDeps, actor: Actor, sessionId: string): Promise<RemainingVotes> {
  const { session } = await requireInSession(deps, actor, sessionId, 'session.lead');
  const participants = await deps.prisma.participant.findMany({ where: { sessionId, removedAt: null } });
  const memberships = await deps.prisma.membership.findMany({
    where: { campaignId: session.campaignId },
    include: { user: { select: { id: true, name: true } }, unit: { select: { name: true } } },
  });
  const members = memberships
    .filter(({ role }) => {
      const standing = { roles: [role], unitIds: [] };
      return allows(standing, 'point.vote') && !allows(standing, 'session.lead');
    })
    .map(({ user, unit }) => ({ ...user, unit: unit?.name ?? '' }));
  const spent = await deps.prisma.vote.groupBy({ by: ['voterKey'], where: { sessionId }, _count: true });
  const spentBy = new Map(spent.map(({ voterKey, _count }) => [voterKey, _count]));
  const begun = spent.length > 0;
  const voters = [...participants, ...members];
  if (session.anonymous) {
    const done = spent.filter(({ _count }) => _count >= session.voteBudget).length;
    return { begun, anonymous: true, people: voters.length, done };
  }
  const people = voters
    .map(({ id, name, unit }) => {
      return { authorId: id, name, unit, left: Math.max(0, session.voteBudget - (spentBy.get(id) ?? 0)) };
    })
    .sort((a, b) => (a.authorId < b.authorId ? -1 : 1));
  return { begun, anonymous: false, people };
}

async function readTotals(deps: ServiceDeps, sessionId: string): Promise<VoteTotal[]> {
  const rows = await deps.prisma.vote.groupBy({
    by: ['targetId'],
    where: { sessionId },
    _count: true,
    orderBy: { targetId: 'asc' },
  });
  return rows.map(({ targetId, _count }) => ({ targetId, votes: _count }));
}

async function countVoters(deps: ServiceDeps, sessionId: string): Promise<number> {
  return (await deps.prisma.vote.groupBy({ by: ['voterKey'], where: { sessionId } })).length;
}
