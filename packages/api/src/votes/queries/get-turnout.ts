import type { Actor } from '../../kernel/actor.ts';
import type { Transaction } from '../../kernel/decide.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { requireInSession } from '../../sessions/index.ts';
import type { Turnout } from '../views.ts';

/** How many have voted, beside how many are connected. For those who lead. */
export async function getTurnout(deps: ServiceDeps, actor: Actor, sessionId: string): Promise<Turnout> {
  const { session } = await requireInSession(deps, actor, sessionId, 'session.lead');
  const [voters, here] = await Promise.all([readVoters(deps.prisma, sessionId), deps.hallReader.peopleHere(sessionId)]);
  const away = voters.filter(({ voterKey }) => !here.has(voterKey));
  return {
    present: here.size,
    voters: voters.length,
    votes: sumOf(voters),
    away: { people: away.length, votes: session.anonymous ? null : sumOf(away) },
  };
}

/** As they are named in the document, and how many votes each has given. */
export type Voter = { readonly voterKey: string; readonly votes: number };

export async function readVoters(prisma: Pick<Transaction, 'vote'>, sessionId: string): Promise<readonly Voter[]> {
  const rows = await prisma.vote.groupBy({ by: ['voterKey'], where: { sessionId }, _count: true });
  return rows.map(({ voterKey, _count }) => ({ voterKey, votes: _count }));
}

function sumOf(voters: readonly Voter[]): number {
  return voters.reduce((sum, { votes }) => sum + votes, 0);
}
