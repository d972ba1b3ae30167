import { DomainError } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import { byUser, decide } from '../../kernel/decide.ts';
import { requireInCampaign, requireUser } from '../../kernel/policy/standing.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';

/** Only a unit that no action, member or open invitation names. Throws unitInUse. */
export async function removeUnit(deps: ServiceDeps, actor: Actor, input: { unitId: string }): Promise<void> {
  const { unitId } = input;
  requireUser(actor);
  const unit = await deps.prisma.unit.findUnique({ where: { id: unitId } });
  if (unit === null) throw new DomainError('notFound');
  const { campaignId } = unit;
  const { user } = requireInCampaign(actor, campaignId, 'campaign.edit');
  await decide(deps, async (tx, append) => {
    // The lock keeps new references out (they need a share of the row): a foreign key alone would
    // empty them without a word.
    const locked = await tx.$queryRaw<unknown[]>`SELECT id FROM unit WHERE id = ${unitId} FOR UPDATE`;
    if (locked.length === 0) throw new DomainError('notFound');
    const references = [
      await tx.action.count({ where: { leadUnitId: unitId } }),
      await tx.actionSupportUnit.count({ where: { unitId } }),
      await tx.membership.count({ where: { unitId } }),
      await tx.invitation.count({
        where: { unitId, acceptedAt: null, revokedAt: null, expiresAt: { gt: deps.now() } },
      }),
    ];
    if (references.some((count) => count > 0)) throw new DomainError('unitInUse', { name: unit.name });
    await tx.unit.delete({ where: { id: unitId }, select: { id: true } });
    await append({
      campaignId,
      type: 'units.changed',
      subjectId: campaignId,
      actor: byUser(user),
      data: { removed: { unitId, name: unit.name } },
    });
  });
}
