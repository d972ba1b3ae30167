import { DomainError } from '@gongyi/domain';
import type { Actor } from '../actor.ts';
import { requireInCampaign, requireUser } from '../policies/standing.ts';
import { isUniqueViolation } from './database-errors.ts';
import { byUser, decide } from './decide.ts';
import type { ServiceDeps } from './service-deps.ts';

export async function renameUnit(
  deps: ServiceDeps,
  actor: Actor,
  input: { unitId: string; name: string },
): Promise<void> {
  requireUser(actor);
  const unit = await deps.prisma.unit.findUnique({ where: { id: input.unitId } });
  if (unit === null) throw new DomainError('notFound');
  const { user } = requireInCampaign(actor, unit.campaignId, 'campaign.edit');
  if (unit.name === input.name) return;
  try {
    await decide(deps, async (tx, append) => {
      const { count } = await tx.unit.updateMany({ where: { id: unit.id }, data: { name: input.name } });
      if (count === 0) throw new DomainError('notFound');
      await append({
        campaignId: unit.campaignId,
        type: 'units.changed',
        subjectId: unit.campaignId,
        actor: byUser(user),
        data: { renamed: { unitId: unit.id, from: unit.name, to: input.name } },
      });
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new DomainError('nameTaken', { name: input.name });
    throw error;
  }
}
