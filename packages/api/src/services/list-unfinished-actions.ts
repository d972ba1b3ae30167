import { type ActionView, STATES } from '@gongyi/domain';
import type { Actor } from '../actor.ts';
import { listActions } from './list-actions.ts';
import type { ServiceDeps } from './service-deps.ts';

/** What earlier sessions of the campaign left to do: on the table when a new one starts. */
export async function listUnfinishedActions(
  deps: ServiceDeps,
  actor: Actor,
  campaignId: string,
): Promise<ActionView[]> {
  return (await listActions(deps, actor, campaignId)).filter(({ state }) => STATES[state].open);
}
