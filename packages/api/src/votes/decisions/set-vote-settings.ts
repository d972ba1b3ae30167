import { DomainError, type VoteSettingsInput } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import type { Transaction } from '../../kernel/decide.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { changeSession } from '../../sessions/index.ts';

/**
 * Sets how many votes people have. Once votes exist, only what none of them violates: numbers go up
 * freely, and down to what somebody has spent. Throws voteBudgetTooLow and votesPerPointTooLow with
 * `spent`, voteSettingsLocked, sessionClosed.
 */
export async function setVoteSettings(deps: ServiceDeps, actor: Actor, input: VoteSettingsInput): Promise<void> {
  const { sessionId, budget, perPoint, totalsHidden } = input;
  await changeSession(deps, actor, sessionId, async (session, _person, tx) => {
    const { most, mostOnPoint } = await readSpent(tx, sessionId);
    if (most > 0 && totalsHidden !== session.voteTotalsHidden) throw new DomainError('voteSettingsLocked');
    if (budget < most) throw new DomainError('voteBudgetTooLow', { spent: most });
    if (perPoint < mostOnPoint) throw new DomainError('votesPerPointTooLow', { spent: mostOnPoint });
    return {
      data: { voteBudget: budget, votesPerPoint: perPoint, voteTotalsHidden: totalsHidden },
      event: { type: 'session.voteSettingsChanged', data: { budget, perPoint, totalsHidden } },
    };
  });
}

/**
 * The most that one person has given, in all and to one point. Nobody votes meanwhile: voting
 * shares the session's row.
 */
async function readSpent(tx: Transaction, sessionId: string): Promise<{ most: number; mostOnPoint: number }> {
  const rows = await tx.vote.groupBy({ by: ['voterKey', 'targetId'], where: { sessionId }, _count: true });
  const byVoter = new Map<string, number>();
  for (const { voterKey, _count } of rows) byVoter.set(voterKey, (byVoter.get(voterKey) ?? 0) + _count);
  return {
    most: Math.max(0, ...byVoter.values()),
    mostOnPoint: Math.max(0, ...rows.map(({ _count }) => _count)),
  };
}
