import type { SetTimerInput } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { nextTimer } from '../policy/timer-policy.ts';
import { changeSession } from '../steps/change-session.ts';

/**
 * Starts, prolongs, pauses, resumes or clears the timer, by the server's clock. It never moves the
 * stage. Throws timerNotSet, limitReached.
 */
export async function setTimer(deps: ServiceDeps, actor: Actor, input: SetTimerInput): Promise<void> {
  await changeSession(deps, actor, input.sessionId, (session) => {
    const data = nextTimer(session, input, deps.now());
    return data === null ? null : { data, event: { type: 'session.timerChanged', data: { to: input.to } } };
  });
}
