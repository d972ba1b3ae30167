import type { Actor } from '../../kernel/actor.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { requireSessionRight } from '../steps/require-session-right.ts';
import { setStage } from './set-stage.ts';

/**
 * Back to the stage in which it was closed, with the code that it had. An open session stays as it
 * is.
 */
export async function reopenSession(deps: ServiceDeps, actor: Actor, sessionId: string): Promise<void> {
  const { session } = await requireSessionRight(deps, actor, sessionId, 'session.close');
  if (session.stage !== 'closed') return;
  await setStage(deps, actor, { sessionId, stage: session.stageBefore ?? 'agree', from: 'closed' });
}
