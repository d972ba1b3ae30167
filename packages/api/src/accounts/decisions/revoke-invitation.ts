import { DomainError } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import { byUser, decide } from '../../kernel/decide.ts';
import { requireInCampaign, requireUser } from '../../kernel/policy/standing.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';

/** Throws invitationInvalid when it was accepted before; revoking twice does nothing. */
export async function revokeInvitation(
  deps: ServiceDeps,
  actor: Actor,
  input: { invitationId: string },
): Promise<void> {
  requireUser(actor);
  const invitation = await deps.prisma.invitation.findUnique({ where: { id: input.invitationId } });
  if (invitation === null) throw new DomainError('notFound');
  const { campaignId } = invitation;
  const { user } = requireInCampaign(actor, campaignId, 'member.manage');
  if (invitation.revokedAt !== null) return;
  await decide(deps, async (tx, append) => {
    const { count } = await tx.invitation.updateMany({
      where: { id: invitation.id, acceptedAt: null, revokedAt: null },
      data: { revokedAt: deps.now() },
    });
    if (count === 0) throw new DomainError('invitationInvalid');
    await append({ campaignId, type: 'invitation.revoked', subjectId: invitation.id, actor: byUser(user) });
  });
}
