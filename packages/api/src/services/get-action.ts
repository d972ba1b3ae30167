import type { ActionView } from '@gongyi/domain';
import type { Actor } from '../actor.ts';
import { toActionView } from './action-row.ts';
import { requireAction } from './require-action.ts';
import type { ServiceDeps } from './service-deps.ts';

export async function getAction(deps: ServiceDeps, actor: Actor, actionId: string): Promise<ActionView> {
  const { action, person } = await requireAction(deps, actor, actionId);
  return toActionView(action, person);
}
