import type { Actor } from '../../kernel/actor.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { requireSessionRight } from '../steps/require-session-right.ts';
import { setStage } from './set-stage.ts';

/**
 * From whatever stage it has. Closing a closed session changes nothing, and says so to nobody.
 * Throws what `setStage` throws.
 */
export async function closeSession(deps: ServiceDeps, actor: Actor, sessionId: string): Promise<void> {
  const { session } = await requireSessionRight(deps, actor, sessionId, 'session.close');
  await setStage(deps, actor, { sessionId, stage: 'closed', from: session.stage });
}
