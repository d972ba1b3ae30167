import { type CampaignId, type CreateCampaignInput, DomainError, newId, TEMPLATES } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import { type AppendEvents, byUser, decide, type EventActor, type Transaction } from '../../kernel/decide.ts';
import { requireCapability, requireUser, standingOf } from '../../kernel/policy/standing.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';

/** Whoever creates a campaign is its first facilitator. */
export async function createCampaign(
  deps: ServiceDeps,
  actor: Actor,
  input: CreateCampaignInput,
): Promise<{ campaignId: string }> {
  const user = requireUser(actor);
  requireCapability(standingOf(user, null), 'campaign.create');
  return decide(deps, (tx, append) => insertCampaign(tx, append, { ...input, now: deps.now() }, byUser(user), user.id));
}

/** The campaign with its themes, its units and, when there is one, its first facilitator. */
export async function insertCampaign(
  tx: Transaction,
  append: AppendEvents,
  input: CreateCampaignInput & { readonly now: Date },
  actor: EventActor,
  facilitatorId: string | null,
): Promise<{ campaignId: string }> {
  if (input.templateId !== null && !TEMPLATES.some(({ id }) => id === input.templateId)) {
    throw new DomainError('invalidInput', { paths: ['templateId'] });
  }
  const campaignId = newId<CampaignId>();
  await tx.campaign.create({
    data: { id: campaignId, name: input.name, templateId: input.templateId, createdAt: input.now },
    select: { id: true },
  });
  await tx.theme.createMany({
    data: input.themes.map((theme, position) => ({ id: newId(), campaignId, position, ...theme })),
  });
  await tx.unit.createMany({
    data: input.units.map((name, position) => ({ id: newId(), campaignId, position, name })),
  });
  if (facilitatorId !== null) {
    await tx.membership.create({
      data: { id: newId(), campaignId, userId: facilitatorId, role: 'facilitator', createdAt: input.now },
      select: { id: true },
    });
  }
  await append({ campaignId, type: 'campaign.created', subjectId: campaignId, actor, data: { name: input.name } });
  return { campaignId };
}
