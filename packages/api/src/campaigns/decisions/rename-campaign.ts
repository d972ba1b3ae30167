import { DomainError } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import { byUser, decide } from '../../kernel/decide.ts';
import { requireInCampaign } from '../../kernel/policy/standing.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';

export async function renameCampaign(
  deps: ServiceDeps,
  actor: Actor,
  input: { campaignId: string; name: string },
): Promise<void> {
  const { campaignId, name } = input;
  const { user } = requireInCampaign(actor, campaignId, 'campaign.edit');
  await decide(deps, async (tx, append) => {
    const campaign = await tx.campaign.findUnique({ where: { id: campaignId }, select: { name: true } });
    if (campaign === null) throw new DomainError('notFound');
    if (campaign.name === name) return;
    await tx.campaign.update({ where: { id: campaignId }, data: { name }, select: { id: true } });
    await append({
      campaignId,
      type: 'campaign.renamed',
      subjectId: campaignId,
      actor: byUser(user),
      data: { name: { from: campaign.name, to: name } },
    });
  });
}
