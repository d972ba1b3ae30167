import type { DatabaseClient } from '@gongyi/db';

/**
 * Counts guesses, for all servers on one database together: a guesser who is turned away by one
 * would else go on at the next.
 */
export type GuessCounter = {
  /**
   * Counts one more of `key`, in a window that begins with the first of them, and says how many
   * that makes. Guesses at the same time do not slip past each other. Throws what the database
   * throws.
   */
  count(key: string, windowSeconds: number): Promise<{ readonly count: number; readonly endsInMs: number }>;
  /** Takes one back: it was no guess. */
  forgive(key: string): Promise<void>;
};

/**
 * Swept for each new row, so that the table holds the guesses of the longest window and few more.
 */
const SWEPT_AT_ONCE = 100;

export function createGuessCounter(prisma: DatabaseClient): GuessCounter {
  return {
    async count(key, windowSeconds) {
      // The database's clock, which is the same for all.
      const rows = await prisma.$queryRaw<{ count: number; ends_in_ms: number }[]>`
        INSERT INTO guess_count AS known (key, count, ends_at)
        VALUES (${key}, 1, now() + ${windowSeconds} * interval '1 second')
        ON CONFLICT (key) DO UPDATE SET
          count = CASE WHEN known.ends_at <= now() THEN 1 ELSE known.count + 1 END,
          ends_at = CASE WHEN known.ends_at <= now() THEN excluded.ends_at ELSE known.ends_at END
        RETURNING count, (extract(epoch FROM ends_at - now()) * 1000)::float8 AS ends_in_ms`;
      const { count, ends_in_ms: endsInMs } = rows[0] ?? { count: 0, ends_in_ms: 0 };
      if (count === 1) {
        await prisma.$executeRaw`
          DELETE FROM guess_count WHERE key IN (
            SELECT key FROM guess_count WHERE ends_at <= now() LIMIT ${SWEPT_AT_ONCE} FOR UPDATE SKIP LOCKED
          )`;
      }
      return { count, endsInMs };
    },
    async forgive(key) {
      await prisma.guessCount.updateMany({ where: { key, count: { gt: 0 } }, data: { count: { decrement: 1 } } });
    },
  };
}
