import { DomainError } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import { requireInCampaign } from '../../kernel/policy/standing.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { toThemeView } from '../steps/to-theme-view.ts';
import type { CampaignView } from '../views.ts';

export async function getCampaign(deps: ServiceDeps, actor: Actor, campaignId: string): Promise<CampaignView> {
  const { standing } = requireInCampaign(actor, campaignId, 'campaign.view');
  const campaign = await deps.prisma.campaign.findUnique({
    where: { id: campaignId },
    include: { themes: { orderBy: { position: 'asc' } }, units: { orderBy: { position: 'asc' } } },
  });
  if (campaign === null) throw new DomainError('notFound');
  return {
    id: campaign.id,
    name: campaign.name,
    templateId: campaign.templateId,
    themes: campaign.themes.map(toThemeView),
    units: campaign.units.map(({ id, name }) => ({ id, name })),
    standing,
  };
}
