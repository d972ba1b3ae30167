import { DomainError, LIMITS, newId } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import { byUser, decide } from '../../kernel/decide.ts';
import { requireInCampaign } from '../../kernel/policy/standing.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { lockCampaign } from '../steps/lock-campaign.ts';

/** Adds the units that the campaign does not have yet; answers how many those were. */
export async function addUnits(
  deps: ServiceDeps,
  actor: Actor,
  input: { campaignId: string; names: string[] },
): Promise<{ added: number }> {
  const { campaignId } = input;
  const { user } = requireInCampaign(actor, campaignId, 'campaign.edit');
  return decide(deps, async (tx, append) => {
    await lockCampaign(tx, campaignId);
    const units = await tx.unit.findMany({ where: { campaignId }, select: { name: true, position: true } });
    const known = new Set(units.map(({ name }) => name));
    const names = input.names.filter((name) => !known.has(name));
    if (names.length === 0) return { added: 0 };
    if (units.length + names.length > LIMITS.unitsPerCampaign) {
      throw new DomainError('limitReached', { limit: LIMITS.unitsPerCampaign });
    }
    const firstPosition = Math.max(-1, ...units.map(({ position }) => position)) + 1;
    await tx.unit.createMany({
      data: names.map((name, index) => ({ id: newId(), campaignId, name, position: firstPosition + index })),
    });
    await append({
      campaignId,
      type: 'units.changed',
      subjectId: campaignId,
      actor: byUser(user),
      data: { added: names },
    });
    return { added: names.length };
  });
}
