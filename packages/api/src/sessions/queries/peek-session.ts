import { DomainError } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import { sessionDeviceHash } from '../../kernel/devices/device-cookies.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { findSessionByCode } from '../steps/find-session-by-code.ts';
import type { JoinPreview } from '../views.ts';

/** What a code opens, before joining. Throws codeInvalid, tooManyRequests, removedFromSession. */
export async function peekSession(
  deps: ServiceDeps,
  actor: Actor,
  ip: string,
  typedCode: string,
): Promise<JoinPreview> {
  const session = await findSessionByCode(deps, ip, typedCode);
  const { id: sessionId } = session;
  const deviceHash = actor.deviceHash && sessionDeviceHash(actor.deviceHash, sessionId);
  const participant =
    deviceHash === null
      ? null
      : await deps.prisma.participant.findUnique({ where: { sessionId_deviceHash: { sessionId, deviceHash } } });
  if (participant?.removedAt) throw new DomainError('removedFromSession');
  return {
    sessionId,
    title: session.title,
    campaignName: session.campaign.name,
    units: session.campaign.units.map(({ name }) => name),
    anonymous: session.anonymous,
    mayJoin: session.mayJoin,
    me: participant === null ? null : { name: participant.name, unit: participant.unit },
  };
}
