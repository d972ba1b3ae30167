import { DomainError, LIMITS } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { isHeld } from '../policy/session-conditions.ts';
import { changeSession } from '../steps/change-session.ts';

const HOLD_MS = LIMITS.holdSeconds * 1_000;

/**
 * Holds everybody at the leader's view: who comes to take part edits nothing until released. The
 * page repeats the call well within `LIMITS.holdSeconds`; when it stops, the hold ends. Throws
 * heldByAnother, sessionClosed.
 */
export async function holdSession(deps: ServiceDeps, actor: Actor, sessionId: string): Promise<{ until: string }> {
  const now = deps.now();
  const until = new Date(now.getTime() + HOLD_MS);
  const began = await changeSession(deps, actor, sessionId, (session, person) => {
    const data = { holdById: person.id, holdUntil: until };
    if (!isHeld(session, now)) return { data, event: { type: 'session.holdChanged', data: { held: true } } };
    if (session.holdById !== person.id) throw new DomainError('heldByAnother');
    return { data: { holdUntil: until }, event: null };
  });
  if (began) deps.sessionGate.sessionChanged(sessionId);
  return { until: until.toISOString() };
}

/** By any leader, not only by whoever holds. */
export async function releaseSession(deps: ServiceDeps, actor: Actor, sessionId: string): Promise<void> {
  const ended = await changeSession(deps, actor, sessionId, (session) => {
    if (session.holdUntil === null) return null;
    return {
      data: { holdById: null, holdUntil: null },
      event: { type: 'session.holdChanged', data: { held: false } },
    };
  });
  if (ended) deps.sessionGate.sessionChanged(sessionId);
}
