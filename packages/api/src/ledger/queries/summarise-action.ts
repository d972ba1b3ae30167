import { type ActionSummary, DomainError } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { readActionSummaries } from '../steps/action-row.ts';
import { requireAction } from '../steps/require-action.ts';

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
