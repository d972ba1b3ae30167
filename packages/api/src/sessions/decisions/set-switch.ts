import type { SetSwitchInput } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { columnsOf, switchesOf } from '../policy/session-conditions.ts';
import { changeSession } from '../steps/change-session.ts';

/**
 * Turns one thing that people may do on or off, until the next stage begins. Throws sessionClosed.
 */
export async function setSwitch(deps: ServiceDeps, actor: Actor, input: SetSwitchInput): Promise<void> {
  const { sessionId, name, on } = input;
  const changed = await changeSession(deps, actor, sessionId, (session) => {
    if (switchesOf(session)[name] === on) return null;
    return { data: columnsOf({ [name]: on }), event: { type: 'session.switchChanged', data: { name, on } } };
  });
  // Votes are no part of the document: its connections need not be asked anew.
  if (changed && name !== 'vote') deps.sessionGate.sessionChanged(sessionId);
}
