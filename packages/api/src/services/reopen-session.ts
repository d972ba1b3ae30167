import type { Actor } from '../actor.ts';
import { byUser, decide } from './decide.ts';
import { requireSessionRight } from './require-session-right.ts';
import type { ServiceDeps } from './service-deps.ts';

/** Opens a closed session again, with the code that it had. */
export async function reopenSession(deps: ServiceDeps, actor: Actor, sessionId: string): Promise<void> {
  const { session, user } = await requireSessionRight(deps, actor, sessionId, 'session.close');
  const { campaignId } = session;
  await decide(deps, async (tx, append) => {
    const { count } = await tx.session.updateMany({
      where: { id: sessionId, closedAt: { not: null } },
      data: { closedAt: null },
    });
    if (count === 0) return;
    await append({ campaignId, type: 'session.reopened', subjectId: sessionId, sessionId, actor: byUser(user) });
  });
  deps.sessionGate.sessionChanged(sessionId);
}
