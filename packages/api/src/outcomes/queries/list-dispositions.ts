import type { Actor } from '../../kernel/actor.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { requireInSession } from '../../sessions/index.ts';
import type { DispositionView } from '../views.ts';

export async function listDispositions(deps: ServiceDeps, actor: Actor, sessionId: string): Promise<DispositionView[]> {
  await requireInSession(deps, actor, sessionId, 'session.view');
  return readDispositions(deps, sessionId);
}

export async function readDispositions(deps: ServiceDeps, sessionId: string): Promise<DispositionView[]> {
  const rows = await deps.prisma.pointDisposition.findMany({
    where: { sessionId },
    orderBy: [{ decidedAt: 'asc' }, { pointId: 'asc' }],
  });
  return rows.map(({ pointId, disposition, reason, decidedAt }) => ({
    pointId,
    disposition,
    reason,
    decidedAt: decidedAt.toISOString(),
  }));
}
