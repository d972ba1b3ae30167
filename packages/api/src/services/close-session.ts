import type { Actor } from '../actor.ts';
import { requireSessionRight } from './require-session-right.ts';
import type { ServiceDeps } from './service-deps.ts';
import { setStage } from './set-stage.ts';

/** From whatever stage it has. Closing a closed session changes nothing, and says so to nobody. Throws what `setStage` throws. */
export async function closeSession(deps: ServiceDeps, actor: Actor, sessionId: string): Promise<void> {
  const { session } = await requireSessionRight(deps, actor, sessionId, 'session.close');
  await setStage(deps, actor, { sessionId, stage: 'closed', from: session.stage });
}
