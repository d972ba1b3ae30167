import { allows, DomainError } from '@gongyi/domain';
import { keepFormerNames, lockCampaign } from '../../campaigns/index.ts';
import type { Actor } from '../../kernel/actor.ts';
import { byUser, decide } from '../../kernel/decide.ts';
import { requireInCampaign } from '../../kernel/policy/standing.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';

/**
 * Ends a membership and the open connections that rested on it. Throws lastFacilitator rather than
 * leave nobody to run the campaign.
 */
export async function removeMember(
  deps: ServiceDeps,
  actor: Actor,
  input: { campaignId: string; userId: string },
): Promise<void> {
  const { campaignId, userId } = input;
  const { user } = requireInCampaign(actor, campaignId, 'member.manage');
  await decide(deps, async (tx, append) => {
    await lockCampaign(tx, campaignId);
    const memberships = await tx.membership.findMany({ where: { campaignId } });
    const membership = memberships.find((candidate) => candidate.userId === userId);
    if (membership === undefined) throw new DomainError('notFound');
    const stillManaged = memberships.some(
      ({ userId: otherId, role }) => otherId !== userId && allows({ roles: [role], unitIds: [] }, 'member.manage'),
    );
    if (!stillManaged && allows({ roles: [membership.role], unitIds: [] }, 'member.manage')) {
      throw new DomainError('lastFacilitator');
    }
    // They may come back into another unit.
    const { user: gone, unit } = await tx.membership.findUniqueOrThrow({
      where: { id: membership.id },
      select: { user: { select: { name: true } }, unit: { select: { name: true } } },
    });
    const givenUp = { personId: userId, name: gone.name, unit: unit?.name ?? '' };
    await keepFormerNames(tx, campaignId, [givenUp], deps.now());
    await tx.membership.delete({ where: { id: membership.id }, select: { id: true } });
    await append({
      campaignId,
      type: 'member.removed',
      subjectId: userId,
      actor: byUser(user),
      data: { role: membership.role },
    });
  });
  deps.sessionGate.accessChanged({ campaignId, userId });
}
