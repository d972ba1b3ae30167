import { parseJoinCode } from '@gongyi/domain';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { isCodeOpen } from '../policy/join-code-policy.ts';

/**
 * The session that a typed code opens. A wrong, closed, expired or impossible code costs the same
 * one query and gives the same codeInvalid, so that nobody learns from the answer which codes
 * exist. Throws tooManyRequests to an address that guesses.
 */
export async function findSessionByCode(deps: ServiceDeps, ip: string, typed: string) {
  return deps.joinLimiter.find(ip, async () => {
    const session = await deps.prisma.session.findUnique({
      where: { joinCode: parseJoinCode(typed) ?? '' },
      include: { campaign: { include: { units: { orderBy: { position: 'asc' } } } } },
    });
    return session !== null && isCodeOpen(session, deps.now()) ? session : null;
  });
}
