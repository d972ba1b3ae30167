import { BY_SYSTEM } from '../../kernel/decide.ts';
import { jobOfRows } from '../../kernel/job-of-rows.ts';
import type { Job } from '../../kernel/ports.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';

type Held = { readonly id: string; readonly campaignId: string };

/**
 * Ends holds whose leader's page has not been heard of for `LIMITS.holdSeconds`. Nobody is bound by
 * one that is over, ended or not; this tells everybody of it.
 */
export function releaseStaleHolds(deps: ServiceDeps): Job {
  return jobOfRows<Held>(deps, {
    name: 'release stale holds',
    everyMs: 3_000,
    async findDue(prisma, now) {
      const due = await prisma.session.findMany({
        where: { holdUntil: { lte: now } },
        orderBy: [{ holdUntil: 'asc' }, { id: 'asc' }],
        select: { id: true },
      });
      return due.map(({ id }) => id);
    },
    async take(tx, id, now) {
      const taken = await tx.$queryRaw<Held[]>`
        UPDATE session SET hold_by_id = NULL, hold_until = NULL
        WHERE id = (SELECT id FROM session WHERE id = ${id} AND hold_until <= ${now} FOR NO KEY UPDATE SKIP LOCKED)
        RETURNING id, campaign_id AS "campaignId"`;
      return taken[0] ?? null;
    },
    async act({ id, campaignId }, { append }) {
      const data = { held: false };
      await append({ campaignId, type: 'session.holdChanged', subjectId: id, sessionId: id, actor: BY_SYSTEM, data });
    },
    tell: ({ id }) => deps.sessionGate.sessionChanged(id),
  });
}
