import type { Database } from '@gongyi/db';
import { createMemoryFanout, type Fanout, type SyncLogger } from '@gongyi/sync';
import type { Config } from '../config.ts';
import { createPostgresFanout } from './postgres-fanout.ts';
import { readInstallationId } from './read-installation-id.ts';
import { createRedisFanout } from './redis-fanout.ts';

/**
 * Redis when there is one, else PostgreSQL; and nobody when the database is the embedded one, which
 * no other server can reach. Throws RedisError when the Redis is not there. A PostgreSQL that does
 * not pass messages on (behind some poolers) is only logged: alone, a server works all the same.
 */
export async function openFanout(
  { redisUrl, databaseUrl }: Pick<Config, 'redisUrl' | 'databaseUrl'>,
  pool: Database['pool'],
  logger: SyncLogger,
): Promise<Fanout> {
  if (redisUrl !== null) {
    return createRedisFanout({ url: redisUrl, installationId: await readInstallationId(pool), logger });
  }
  if (databaseUrl === null) return createMemoryFanout();
  const fanout = createPostgresFanout({ connectionString: databaseUrl, logger });
  await fanout.opened.catch(() => undefined);
  return fanout;
}
