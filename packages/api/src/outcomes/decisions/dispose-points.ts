import { type DisposePointsInput, DomainError, type UndisposePointsInput } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import { byPerson, decide } from '../../kernel/decide.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { refusePromoted } from '../../ledger/index.ts';
import { lockSession, requireInSession } from '../../sessions/index.ts';

/**
 * Says of points, many at once, that they become no action: not adopted, with the reason, or
 * deferred. What was said of them before is replaced. Also in a closed session, like promoting.
 * Throws pointMissing, pointAlreadyPromoted.
 */
export async function disposePoints(deps: ServiceDeps, actor: Actor, input: DisposePointsInput): Promise<void> {
  const { sessionId, disposition, reason } = input;
  const pointIds = [...new Set(input.pointIds)];
  const { person } = await requireInSession(deps, actor, sessionId, 'point.dispose');
  const points = await deps.pointReader.readPoints(sessionId, pointIds);
  if (points.length < pointIds.length) throw new DomainError('pointMissing');
  await decide(deps, async (tx, append) => {
    const { campaignId } = await lockSession(tx, sessionId);
    await refusePromoted(tx, sessionId, pointIds);
    await tx.pointDisposition.deleteMany({ where: { sessionId, pointId: { in: pointIds } } });
    const decided = { disposition, reason, decidedById: person.id, decidedAt: deps.now() };
    await tx.pointDisposition.createMany({ data: pointIds.map((pointId) => ({ sessionId, pointId, ...decided })) });
    await append({
      campaignId,
      type: 'points.disposed',
      subjectId: sessionId,
      sessionId,
      actor: byPerson(person),
      data: { disposition, reason, pointIds },
    });
  });
}

/** Makes points open again. */
export async function undisposePoints(deps: ServiceDeps, actor: Actor, input: UndisposePointsInput): Promise<void> {
  const { sessionId, pointIds } = input;
  const { person } = await requireInSession(deps, actor, sessionId, 'point.dispose');
  await decide(deps, async (tx, append) => {
    const { campaignId } = await lockSession(tx, sessionId);
    const { count } = await tx.pointDisposition.deleteMany({ where: { sessionId, pointId: { in: pointIds } } });
    if (count === 0) return;
    await append({
      campaignId,
      type: 'points.disposed',
      subjectId: sessionId,
      sessionId,
      actor: byPerson(person),
      data: { disposition: null, reason: '', pointIds },
    });
  });
}
