import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** How better-auth asks whether one more request may pass; `window` in seconds. */
export type RequestLimiter = {
  consume(
    key: string,
    rule: { readonly window: number; readonly max: number },
  ): Promise<{ allowed: boolean; retryAfter: number | null }>;
};

/**
 * Counts `max` requests for each key in a window that begins with the first of them. better-auth's
 * own memory is one for the whole process, so that servers that share one would share their
 * guessers.
 */
export function createRequestLimiter(): RequestLimiter {
  /** One for each rule: a handful, as `createAuth` names them. */
  const limiters = new Map<string, RateLimiterMemory>();
  return {
    async consume(key, { window, max }) {
      const rule = `${max} in ${window} s`;
      const limiter = limiters.get(rule) ?? new RateLimiterMemory({ points: max, duration: window });
      limiters.set(rule, limiter);
      try {
        await limiter.consume(key);
        return { allowed: true, retryAfter: null };
      } catch (rejection) {
        if (!(rejection instanceof RateLimiterRes)) throw rejection;
        return { allowed: false, retryAfter: Math.ceil(rejection.msBeforeNext / 1_000) };
      }
    },
  };
}
