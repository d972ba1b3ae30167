import type { SetTimerInput } from '@gongyi/domain';
import type { Actor } from '../actor.ts';
import { nextTimer } from '../policies/timer-policy.ts';
import { changeSession } from './change-session.ts';
import type { ServiceDeps } from './service-deps.ts';

/** Starts, prolongs, pauses, resumes or clears the timer, by the server's clock. It never moves the stage. Throws timerNotSet, limitReached. */
export async function setTimer(deps: ServiceDeps, actor: Actor, input: SetTimerInput): Promise<void> {
  await changeSession(deps, actor, input.sessionId, (session) => {
    const data = nextTimer(session, input, deps.now());
    return data === null ? null : { data, event: { type: 'session.timerChanged', data: { to: input.to } } };
  });
}
