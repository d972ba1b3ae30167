import type { ActionView } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { toActionView } from '../steps/action-row.ts';
import { requireAction } from '../steps/require-action.ts';

export async function getAction(deps: ServiceDeps, actor: Actor, actionId: string): Promise<ActionView> {
  const { action, person } = await requireAction(deps, actor, actionId);
  return toActionView(action, person);
}
