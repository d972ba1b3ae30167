import { DomainError, LIMITS } from '@gongyi/domain';
import { countedAddress } from './counted-address.ts';
import type { GuessCounter } from './guess-counter.ts';
import { createRequestLimiter } from './request-limiter.ts';

/**
 * How often one address may ask for a session by its code.
 * A whole hall shares one address behind a NAT, so what counts strictly is wrong codes; right ones
 * meet only a generous bound.
 */
export type JoinLimiter = {
  /**
   * Gives what `look` finds. Null is a wrong code: it counts, on all servers together. No more are
   * looked up at the same time than would be let through one after another. Throws codeInvalid, and
   * tooManyRequests to an address that has to wait, also for a right code.
   */
  find<Found>(ip: string, look: () => Promise<Found | null>): Promise<Found>;
};

/**
 * Those whose count is known here; the oldest are forgotten, and are told anew by their next guess.
 */
const MOST_GUESSERS = 100_000;

/** Look-ups of one address: those under way, and the others in the order in which they came. */
type Lane = { underWay: number; readonly waiting: ((isLet: boolean) => void)[] };

export function createJoinLimiter(guesses: GuessCounter, mostGuessers = MOST_GUESSERS): JoinLimiter {
  const requests = createRequestLimiter();
  /**
   * What the last wrong code of an address came to. Nothing is read for those who make no mistake.
   */
  const guessers = new Map<string, { readonly wrong: number; readonly endsAt: number }>();
  const lanes = new Map<string, Lane>();

  function attemptsLeft(address: string): number {
    const guesser = guessers.get(address);
    return LIMITS.joinAttempts - (guesser !== undefined && guesser.endsAt > Date.now() ? guesser.wrong : 0);
  }

  function remember(address: string, wrong: number, endsInMs: number): void {
    // Answers come in any order, and the count of a window only grows.
    const most = Math.max(wrong, LIMITS.joinAttempts - attemptsLeft(address));
    guessers.delete(address);
    guessers.set(address, { wrong: most, endsAt: Date.now() + endsInMs });
    const [oldest] = guessers.keys();
    if (guessers.size > mostGuessers && oldest !== undefined) guessers.delete(oldest);
  }

  /**
   * Resolves when the address may look one up. A place that gets free is handed over, so that
   * nobody slips in between.
   */
  async function enter(address: string): Promise<void> {
    const lane = lanes.get(address) ?? { underWay: 0, waiting: [] };
    const left = attemptsLeft(address);
    if (left <= 0) throw new DomainError('tooManyRequests');
    lanes.set(address, lane);
    if (left > lane.underWay) lane.underWay += 1;
    else if (!(await new Promise<boolean>((resolve) => lane.waiting.push(resolve)))) {
      throw new DomainError('tooManyRequests');
    }
  }

  function leave(address: string): void {
    const lane = lanes.get(address);
    if (lane === undefined) return;
    lane.underWay -= 1;
    const left = attemptsLeft(address);
    const isLet = left > 0;
    while (lane.waiting.length > 0 && (!isLet || left > lane.underWay)) {
      if (isLet) lane.underWay += 1;
      lane.waiting.shift()?.(isLet);
    }
    if (lane.underWay === 0) lanes.delete(address);
  }

  return {
    async find(ip, look) {
      const address = countedAddress(ip);
      const rule = { window: LIMITS.joinAttemptsWindowSeconds, max: LIMITS.joinRequests };
      if (!(await requests.consume(address, rule)).allowed) throw new DomainError('tooManyRequests');
      await enter(address);
      try {
        const found = await look();
        if (found !== null) return found;
        const { count, endsInMs } = await guesses.count(`join code ${address}`, LIMITS.joinAttemptsWindowSeconds);
        remember(address, count, endsInMs);
        throw new DomainError(count > LIMITS.joinAttempts ? 'tooManyRequests' : 'codeInvalid');
      } finally {
        leave(address);
      }
    },
  };
}
