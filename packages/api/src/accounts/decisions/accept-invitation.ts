import { type AccountInput, DomainError, newId } from '@gongyi/domain';
import { keepFormerNames } from '../../campaigns/index.ts';
import type { Actor } from '../../kernel/actor.ts';
import { isUniqueViolation } from '../../kernel/database-errors.ts';
import { byUser, decide } from '../../kernel/decide.ts';
import { requireUser } from '../../kernel/policy/standing.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { findOpenInvitation } from '../steps/find-open-invitation.ts';
import { insertAccount } from '../steps/insert-account.ts';

/**
 * Makes the person a member, with a new account or the one they are signed in with. An invitation
 * is good for one person once: of many who use it at the same time, one succeeds. Throws
 * invitationInvalid, emailTaken, alreadyMember, notSignedIn.
 */
export async function acceptInvitation(
  deps: ServiceDeps,
  actor: Actor,
  input: { token: string; account?: AccountInput | undefined },
): Promise<{ campaignId: string }> {
  const { account } = input;
  // Looked at before the hash is made, so that a wrong link costs no scrypt.
  const { id: invitationId, campaignId, role, unitId } = await findOpenInvitation(deps, input.token);
  const passwordHash = account === undefined ? null : await deps.hashPassword(account.password);

  const accepted = await decide(deps, async (tx, append) => {
    const userId =
      account === undefined || passwordHash === null
        ? requireUser(actor).id
        : await insertAccount(tx, { name: account.name, email: account.email, passwordHash, isAdministrator: false });
    const now = deps.now();
    const { count } = await tx.invitation.updateMany({
      where: { id: invitationId, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
      data: { acceptedAt: now, acceptedBy: userId },
    });
    if (count === 0) throw new DomainError('invitationInvalid');
    try {
      await tx.membership.create({
        data: { id: newId(), campaignId, userId, role, unitId, createdAt: now },
        select: { id: true },
      });
    } catch (error) {
      if (isUniqueViolation(error)) throw new DomainError('alreadyMember');
      throw error;
    }
    // An administrator was in the campaign's sessions before, and in no unit.
    const { name } = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { name: true } });
    if (account === undefined) await keepFormerNames(tx, campaignId, [{ personId: userId, name, unit: '' }], now);
    await append({
      campaignId,
      type: 'member.joined',
      subjectId: userId,
      actor: byUser({ id: userId }),
      data: { role, unitId, invitationId },
    });
    return { campaignId, userId };
  });
  deps.sessionGate.accessChanged(accepted);
  return { campaignId };
}
