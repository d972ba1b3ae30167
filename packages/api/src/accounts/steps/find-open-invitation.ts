import { DomainError } from '@gongyi/domain';
import { hashSecretToken } from '../../kernel/devices/secret-token.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';

/** Throws invitationInvalid for an unknown, used, revoked or expired link alike. */
export async function findOpenInvitation(deps: ServiceDeps, token: string) {
  const invitation = await deps.prisma.invitation.findUnique({
    where: { tokenHash: hashSecretToken(token) },
    include: { campaign: true, unit: true },
  });
  const isOpen =
    invitation !== null &&
    invitation.acceptedAt === null &&
    invitation.revokedAt === null &&
    invitation.expiresAt > deps.now();
  if (!isOpen) throw new DomainError('invitationInvalid');
  return invitation;
}
