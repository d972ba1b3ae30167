import type { ActionView } from '@gongyi/domain';
import type { Actor } from '../actor.ts';
import { requireInCampaign } from '../policies/standing.ts';
import { ACTION_INCLUDE, toActionView } from './action-row.ts';
import type { ServiceDeps } from './service-deps.ts';

/** All actions of the campaign, in the order of themes and numbers. */
export async function listActions(deps: ServiceDeps, actor: Actor, campaignId: string): Promise<ActionView[]> {
  const { user, standing } = requireInCampaign(actor, campaignId, 'action.view');
  const rows = await deps.prisma.action.findMany({
    where: { campaignId },
    orderBy: [{ theme: { position: 'asc' } }, { number: 'asc' }],
    include: ACTION_INCLUDE,
  });
  return rows.map((row) => toActionView(row, { userId: user.id, standing }));
}
