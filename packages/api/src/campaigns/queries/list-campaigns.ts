import { allows } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import { requireUser, standingOf } from '../../kernel/policy/standing.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import type { CampaignSummary } from '../views.ts';

/** The campaigns that the person may see, the newest first. */
export async function listCampaigns(deps: ServiceDeps, actor: Actor): Promise<CampaignSummary[]> {
  const user = requireUser(actor);
  const seesAll = allows(standingOf(user, null), 'campaign.view');
  const campaigns = await deps.prisma.campaign.findMany({
    where: seesAll ? {} : { id: { in: user.memberships.map(({ campaignId }) => campaignId) } },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    include: { _count: { select: { themes: true, sessions: true, actions: true } } },
  });
  return campaigns
    .map((campaign) => ({
      id: campaign.id,
      name: campaign.name,
      createdAt: campaign.createdAt.toISOString(),
      themeCount: campaign._count.themes,
      sessionCount: campaign._count.sessions,
      actionCount: campaign._count.actions,
      standing: standingOf(user, campaign.id),
    }))
    .filter(({ standing }) => allows(standing, 'campaign.view'));
}
