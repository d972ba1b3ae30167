import type { SetOnInput } from '@gongyi/domain';
import type { Actor } from '../actor.ts';
import { changeSession } from './change-session.ts';
import type { ServiceDeps } from './service-deps.ts';

/**
 * Lets devices become participants, or no more of them, until somebody says otherwise: no stage and
 * no new code changes it. Who is a participant stays one, and members have accounts and join
 * nothing. Throws sessionClosed.
 */
export async function setJoining(deps: ServiceDeps, actor: Actor, { sessionId, on }: SetOnInput): Promise<void> {
  await changeSession(deps, actor, sessionId, (session) => {
    if (session.mayJoin === on) return null;
    return { data: { mayJoin: on }, event: { type: 'session.joiningChanged', data: { on } } };
  });
}
