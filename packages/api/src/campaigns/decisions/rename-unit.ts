import { DomainError } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import { isUniqueViolation } from '../../kernel/database-errors.ts';
import { byUser, decide } from '../../kernel/decide.ts';
import { requireInCampaign, requireUser } from '../../kernel/policy/standing.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { keepFormerNames } from '../steps/keep-former-names.ts';

export async function renameUnit(
  deps: ServiceDeps,
  actor: Actor,
  input: { unitId: string; name: string },
): Promise<void> {
  requireUser(actor);
  const unit = await deps.prisma.unit.findUnique({ where: { id: input.unitId } });
  if (unit === null) throw new DomainError('notFound');
  const { user } = requireInCampaign(actor, unit.campaignId, 'campaign.edit');
  const { campaignId } = unit;
  if (unit.name === input.name) return;
  try {
    const userIds = await decide(deps, async (tx, append) => {
      // Nobody comes into the unit meanwhile.
      const [before] = await tx.$queryRaw<{ name: string }[]>`SELECT name FROM unit WHERE id = ${unit.id} FOR UPDATE`;
      if (before === undefined) throw new DomainError('notFound');
      const members = await tx.membership.findMany({
        where: { unitId: unit.id },
        select: { user: { select: { id: true, name: true } } },
      });
      const givenUp = members.map(({ user: { id, name } }) => ({ personId: id, name, unit: before.name }));
      await keepFormerNames(tx, campaignId, givenUp, deps.now());
      await tx.unit.update({ where: { id: unit.id }, data: { name: input.name }, select: { id: true } });
      await append({
        campaignId,
        type: 'units.changed',
        subjectId: campaignId,
        actor: byUser(user),
        data: { renamed: { unitId: unit.id, from: before.name, to: input.name } },
      });
      return members.map((member) => member.user.id);
    });
    // They write under its new name from now on.
    for (const userId of userIds) deps.sessionGate.accessChanged({ campaignId, userId });
  } catch (error) {
    if (isUniqueViolation(error)) throw new DomainError('nameTaken', { name: input.name });
    throw error;
  }
}
