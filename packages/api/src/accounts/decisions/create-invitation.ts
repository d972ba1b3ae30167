import { type CreateInvitationInput, DomainError, type InvitationId, LIMITS, newId } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import { byUser, decide } from '../../kernel/decide.ts';
import { hashSecretToken, newSecretToken } from '../../kernel/devices/secret-token.ts';
import { requireInCampaign } from '../../kernel/policy/standing.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';

const DAY_MS = 86_400_000;

/** The token is answered once and kept nowhere. */
export async function createInvitation(
  deps: ServiceDeps,
  actor: Actor,
  input: CreateInvitationInput,
): Promise<{ id: string; token: string; expiresAt: string }> {
  const { campaignId, role, unitId, note } = input;
  const { user } = requireInCampaign(actor, campaignId, 'member.manage');
  const id = newId<InvitationId>();
  const token = newSecretToken();
  const expiresAt = new Date(deps.now().getTime() + LIMITS.invitationDays * DAY_MS);
  await decide(deps, async (tx, append) => {
    const campaign = await tx.campaign.findUnique({ where: { id: campaignId }, select: { id: true } });
    if (campaign === null) throw new DomainError('notFound');
    if (unitId !== null) {
      const unit = await tx.unit.findFirst({ where: { id: unitId, campaignId }, select: { id: true } });
      if (unit === null) throw new DomainError('invalidInput', { paths: ['unitId'] });
    }
    await tx.invitation.create({
      data: { id, campaignId, role, unitId, note, tokenHash: hashSecretToken(token), expiresAt, createdAt: deps.now() },
      select: { id: true },
    });
    await append({
      campaignId,
      type: 'invitation.created',
      subjectId: id,
      actor: byUser(user),
      data: { role, unitId },
    });
  });
  return { id, token, expiresAt: expiresAt.toISOString() };
}
