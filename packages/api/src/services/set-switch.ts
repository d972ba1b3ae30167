import type { SetSwitchInput } from '@gongyi/domain';
import type { Actor } from '../actor.ts';
import { columnsOf, switchesOf } from '../policies/session-conditions.ts';
import { changeSession } from './change-session.ts';
import type { ServiceDeps } from './service-deps.ts';

/** Turns one thing that people may do on or off, until the next stage begins. Throws sessionClosed. */
export async function setSwitch(deps: ServiceDeps, actor: Actor, input: SetSwitchInput): Promise<void> {
  const { sessionId, name, on } = input;
  const changed = await changeSession(deps, actor, sessionId, (session) => {
    if (switchesOf(session)[name] === on) return null;
    return { data: columnsOf({ [name]: on }), event: { type: 'session.switchChanged', data: { name, on } } };
  });
  // Votes are no part of the document: its connections need not be asked anew.
  if (changed && name !== 'vote') deps.sessionGate.sessionChanged(sessionId);
}
