import { DomainError } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import { byUser, decide } from '../../kernel/decide.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { requireSessionRight, shareSession } from '../../sessions/index.ts';
import { toFormerPoint } from '../queries/list-removed-points.ts';

/**
 * Puts deleted points back into the session's document, each under its own id and in its author's
 * name, so that votes for it and its author's right to edit it are back as well. What is there
 * already is left as it is. Answers with those that were put back. Throws notFound (no such deleted
 * point is kept), sessionClosed, limitReached.
 *
 * The document is changed beside the database, and the history says so once it was. A crash between
 * the two leaves the points restored and that unsaid. What is kept of them stays: it is listed
 * again when they are deleted again.
 */
export async function restorePoints(
  deps: ServiceDeps,
  actor: Actor,
  input: { sessionId: string; pointIds: readonly string[] },
): Promise<{ pointIds: readonly string[] }> {
  const { sessionId } = input;
  const wanted = new Set(input.pointIds);
  const { session, user } = await requireSessionRight(deps, actor, sessionId, 'session.restore');
  const { campaignId } = session;
  const rows = await deps.prisma.removedPoint.findMany({
    where: { sessionId, pointId: { in: [...wanted] } },
    orderBy: [{ createdAt: 'asc' }, { pointId: 'asc' }],
  });
  if (rows.length < wanted.size) throw new DomainError('notFound');
  const themes = await deps.prisma.theme.findMany({
    where: { campaignId },
    orderBy: { position: 'asc' },
    select: { id: true, prompts: true },
  });
  await decide(deps, async (tx) => {
    // Waits for whoever is closing the session at this moment.
    const { stage } = await shareSession(tx, sessionId);
    if (stage === 'closed') throw new DomainError('sessionClosed');
  });
  const pointIds = await deps.pointWriter.bringBack(sessionId, rows.map(toFormerPoint), themes);
  if (pointIds.length === 0) return { pointIds };
  await decide(deps, (_tx, append) =>
    append({
      campaignId,
      type: 'points.restored',
      subjectId: sessionId,
      sessionId,
      actor: byUser(user),
      data: { pointIds },
    }),
  );
  return { pointIds };
}
