/** How better-auth asks whether one more request may pass; `window` in seconds. */
export type RequestLimiter = {
  consume(
    key: string,
    rule: { readonly window: number; readonly max: number },
  ): Promise<{ allowed: boolean; retryAfter: number | null }>;
};

/**
 * As many as better-auth's own memory. A key names a path, so anybody can make any number of them.
 */
const MOST_KEYS = 100_000;

/**
 * Counts `max` requests for each key in a window that begins with the first of them; the oldest
 * keys go when there are too many. better-auth's own memory is one for the whole process, so that
 * servers that share one would share their guessers.
 */
export function createRequestLimiter(mostKeys = MOST_KEYS): RequestLimiter {
  /** The oldest window first. */
  const windows = new Map<string, { count: number; readonly endsAt: number }>();

  function begin(key: string, endsAt: number): void {
    windows.delete(key);
    windows.set(key, { count: 1, endsAt });
    const [oldest] = windows.keys();
    if (windows.size > mostKeys && oldest !== undefined) windows.delete(oldest);
  }

  return {
    async consume(key, { window, max }) {
      const now = Date.now();
      const current = windows.get(key);
      if (current === undefined || now >= current.endsAt) begin(key, now + window * 1_000);
      else if (current.count < max) current.count += 1;
      else return { allowed: false, retryAfter: Math.ceil((current.endsAt - now) / 1_000) };
      return { allowed: true, retryAfter: null };
    },
  };
}
