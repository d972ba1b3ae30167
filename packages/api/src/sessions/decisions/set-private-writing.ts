import { DomainError, type SetOnInput } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { changeSession } from '../steps/change-session.ts';

/**
 * Has points written where nobody else sees them, until the reveal. On only in the stage `brief`
 * and before anything was written; off again this way only while there is nothing to reveal. Throws
 * privateWritingFixed, privatePointsWaiting.
 */
export async function setPrivateWriting(deps: ServiceDeps, actor: Actor, { sessionId, on }: SetOnInput): Promise<void> {
  const written = on ? (await deps.pointReader.readAllPoints(sessionId)).length : 0;
  const changed = await changeSession(deps, actor, sessionId, async (session, _person, tx) => {
    if (session.privateWriting === on) return null;
    if (on && (session.stage !== 'brief' || written > 0)) throw new DomainError('privateWritingFixed');
    const count = await tx.privatePoint.count({ where: { sessionId } });
    if (count > 0) throw new DomainError('privatePointsWaiting', { count });
    return {
      data: { privateWriting: on, revealing: false },
      event: { type: 'session.privateWritingChanged', data: { on } },
    };
  });
  if (changed) deps.sessionGate.sessionChanged(sessionId);
}
