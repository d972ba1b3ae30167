import { DomainError, LIMITS } from '@gongyi/domain';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/**
 * How often one address may ask for a session by its code.
 * A whole hall shares one address behind a NAT, so what counts strictly is wrong codes; right ones meet only a generous bound.
 */
export type JoinLimiter = {
  /** Throws tooManyRequests when the address has to wait. Call before the code is looked at. */
  admit(ip: string): Promise<void>;
  /** Counts a wrong code. */
  countWrongCode(ip: string): Promise<void>;
};

export function createJoinLimiter(): JoinLimiter {
  const wrongCodes = new RateLimiterMemory({ points: LIMITS.joinAttempts, duration: LIMITS.joinAttemptsWindowSeconds });
  const requests = new RateLimiterMemory({ points: LIMITS.joinRequests, duration: LIMITS.joinAttemptsWindowSeconds });
  return {
    async admit(ip) {
      const failed = await wrongCodes.get(ip);
      if (failed !== null && failed.consumedPoints >= LIMITS.joinAttempts) throw new DomainError('tooManyRequests');
      try {
        await requests.consume(ip);
      } catch (rejection) {
        if (rejection instanceof RateLimiterRes) throw new DomainError('tooManyRequests');
        throw rejection;
      }
    },
    async countWrongCode(ip) {
      await wrongCodes.penalty(ip);
    },
  };
}
