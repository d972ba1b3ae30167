import type { SetOnInput } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { changeSession } from '../steps/change-session.ts';

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
