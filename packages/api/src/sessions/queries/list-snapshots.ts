import type { Actor } from '../../kernel/actor.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { requireSessionRight } from '../steps/require-session-right.ts';
import type { SnapshotView } from '../views.ts';

/** The kept states of a session, the newest first. */
export async function listSnapshots(deps: ServiceDeps, actor: Actor, sessionId: string): Promise<SnapshotView[]> {
  await requireSessionRight(deps, actor, sessionId, 'session.restore');
  const snapshots = await deps.prisma.sessionSnapshot.findMany({
    where: { sessionId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    // Not the documents: each may have megabytes, and no page may have any.
    select: { id: true, reason: true, label: true, points: true, createdBy: true, createdAt: true },
  });
  return snapshots.map(({ createdAt, ...snapshot }) => ({ ...snapshot, createdAt: createdAt.toISOString() }));
}
