import type { DatabaseClient } from '@gongyi/db';
import { ACTION_STATES, type ActionCounts, type ActionState, type CountActionsInput } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import { requireInCampaign } from '../../kernel/policy/standing.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { passesFilters } from '../steps/filter-actions.ts';

/**
 * How many actions are in each state, and how many of them the filters leave. Throws notSignedIn,
 * forbidden.
 */
export async function countActions(deps: ServiceDeps, actor: Actor, input: CountActionsInput): Promise<ActionCounts> {
  requireInCampaign(actor, input.campaignId, 'action.view');
  const isFiltered = Object.values(input.filters).some((filter) => filter !== undefined && filter !== '');
  // One that looks for words may take long, and nobody else is to wait for it.
  return isFiltered ? readActionCounts(deps.prisma, input) : deps.lookups.actionCounts(input.campaignId);
}

/** Looks at every action, which takes long when there are many: ask `Lookups` for it. */
export async function readActionCounts(
  prisma: DatabaseClient,
  { campaignId, filters }: CountActionsInput,
): Promise<ActionCounts> {
  const rows = await prisma.$queryRaw<{ state: ActionState; all: number; shown: number }[]>`
    SELECT a.state, count(*)::int AS "all", count(*) FILTER (WHERE ${passesFilters(campaignId, filters)})::int AS shown
    FROM action a WHERE a.campaign_id = ${campaignId} GROUP BY a.state`;
  const byState = new Map(rows.map(({ state, all, shown }) => [state, { all, shown }]));
  return Object.fromEntries(
    ACTION_STATES.map((state) => [state, byState.get(state) ?? { all: 0, shown: 0 }]),
  ) as ActionCounts;
}
