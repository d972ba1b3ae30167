import { DomainError, newJoinCode } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import { byUser, decide } from '../../kernel/decide.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { requireSessionRight } from '../steps/require-session-right.ts';
import { joinCodeExpiry } from './create-session.ts';

/** A new code; the old one ends at once. Who joined with it stays. Throws sessionClosed. */
export async function renewJoinCode(deps: ServiceDeps, actor: Actor, sessionId: string): Promise<{ joinCode: string }> {
  const { session, user } = await requireSessionRight(deps, actor, sessionId, 'session.open');
  const { campaignId } = session;
  const joinCode = newJoinCode();
  return decide(deps, async (tx, append) => {
    const { count } = await tx.session.updateMany({
      where: { id: sessionId, stage: { not: 'closed' } },
      data: { joinCode, codeExpiresAt: joinCodeExpiry(deps.now()) },
    });
    if (count === 0) throw new DomainError('sessionClosed');
    await append({ campaignId, type: 'session.codeRenewed', subjectId: sessionId, sessionId, actor: byUser(user) });
    return { joinCode };
  });
}
