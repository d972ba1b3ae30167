import { BY_SYSTEM, decide } from './decide.ts';
import type { ServiceDeps } from './service-deps.ts';

type Released = { readonly id: string; readonly campaignId: string };

/** Ends holds that nobody has renewed in time. Several nodes may do it at once: each hold is ended, and told of, by one of them. */
export async function releaseStaleHolds(deps: ServiceDeps): Promise<void> {
  const released = await decide(deps, async (tx, append) => {
    // A row that is locked is being decided about, by another node or by a leader: it is left to them, and to the next call.
    const sessions = await tx.$queryRaw<Released[]>`
      UPDATE session SET hold_by_id = NULL, hold_until = NULL
      WHERE id IN (SELECT id FROM session WHERE hold_until <= ${deps.now()} FOR NO KEY UPDATE SKIP LOCKED)
      RETURNING id, campaign_id AS "campaignId"`;
    // In one order, because an event locks its campaign until the commit.
    sessions.sort((a, b) => (a.campaignId < b.campaignId ? -1 : 1));
    for (const { id, campaignId } of sessions) {
      const data = { held: false };
      await append({ campaignId, type: 'session.holdChanged', subjectId: id, sessionId: id, actor: BY_SYSTEM, data });
    }
    return sessions;
  });
  for (const { id } of released) deps.sessionGate.sessionChanged(id);
}
