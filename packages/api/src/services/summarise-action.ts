import { type ActionSummary, DomainError } from '@gongyi/domain';
import type { Actor } from '../actor.ts';
import { readActionSummaries } from './action-row.ts';
import { requireAction } from './require-action.ts';
import type { ServiceDeps } from './service-deps.ts';

/**
 * One action as it stands in lists: what a page asks for when an event names it. Throws
 * notSignedIn, notFound, forbidden.
 */
export async function summariseAction(deps: ServiceDeps, actor: Actor, actionId: string): Promise<ActionSummary> {
  const { person } = await requireAction(deps, actor, actionId);
  const [summary] = await readActionSummaries(deps, person, [actionId]);
  if (summary === undefined) throw new DomainError('notFound');
  return summary;
}
