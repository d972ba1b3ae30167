import type { Actor } from '../actor.ts';
import { byUser, decide } from './decide.ts';
import { requireSessionRight } from './require-session-right.ts';
import type { ServiceDeps } from './service-deps.ts';

/** Ends writing and joining. Closing a closed session changes nothing, and says so to nobody. */
export async function closeSession(deps: ServiceDeps, actor: Actor, sessionId: string): Promise<void> {
  const { session, user } = await requireSessionRight(deps, actor, sessionId, 'session.close');
  const { campaignId } = session;
  await decide(deps, async (tx, append) => {
    const { count } = await tx.session.updateMany({
      where: { id: sessionId, closedAt: null },
      data: { closedAt: deps.now() },
    });
    if (count === 0) return;
    await append({ campaignId, type: 'session.closed', subjectId: sessionId, sessionId, actor: byUser(user) });
  });
  deps.sessionGate.sessionChanged(sessionId);
}
