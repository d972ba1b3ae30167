import { DomainError, type SetSpotlightInput } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { changeSession } from '../steps/change-session.ts';

/** Shows one point on every screen, or none. Throws pointMissing, sessionClosed. */
export async function setSpotlight(deps: ServiceDeps, actor: Actor, input: SetSpotlightInput): Promise<void> {
  const { sessionId, pointId } = input;
  const isThere = pointId === null || (await deps.pointReader.readPoints(sessionId, [pointId])).length > 0;
  await changeSession(deps, actor, sessionId, (session) => {
    if (!isThere) throw new DomainError('pointMissing');
    if (session.spotlightPointId === pointId) return null;
    return {
      data: { spotlightPointId: pointId },
      event: { type: 'session.spotlightChanged', data: { pointId } },
    };
  });
}
