let last = 0;

/** A clock that was moved by so much is not one that stood still. */
const MOVED_MS = 60_000;

/**
 * A moment, ISO 8601, later than the one before it: what is made in one millisecond stands in the
 * order of its random ids, which no test can expect.
 */
export function nextMoment(): string {
  const now = Date.now();
  last = now > last || last - now > MOVED_MS ? now : last + 1;
  return new Date(last).toISOString();
}
