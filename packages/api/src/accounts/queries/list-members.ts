import { allows } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import { requireInCampaign } from '../../kernel/policy/standing.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import type { MembersView } from '../views.ts';

/** The campaign's people; open invitations only for those who may invite. */
export async function listMembers(deps: ServiceDeps, actor: Actor, campaignId: string): Promise<MembersView> {
  const { standing } = requireInCampaign(actor, campaignId, 'member.view');
  const memberships = await deps.prisma.membership.findMany({
    where: { campaignId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    include: { user: true, unit: true },
  });
  const invitations = allows(standing, 'member.manage')
    ? await deps.prisma.invitation.findMany({
        where: { campaignId, acceptedAt: null, revokedAt: null, expiresAt: { gt: deps.now() } },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        include: { unit: true },
      })
    : [];
  return {
    members: memberships.map(({ user, role, unit }) => ({
      userId: user.id,
      name: user.name,
      email: user.email,
      role,
      unitName: unit?.name ?? null,
    })),
    invitations: invitations.map(({ id, role, unit, note, expiresAt }) => ({
      id,
      role,
      unitName: unit?.name ?? null,
      note,
      expiresAt: expiresAt.toISOString(),
    })),
  };
}
