import type { SyncLogger } from '@gongyi/sync';
import { createLinkedFanout, type LinkedFanout, type LinkTiming } from './linked-fanout.ts';
import { createRedisLinks } from './redis-link.ts';

export type RedisFanoutOptions = {
  /** `redis://` or `rediss://`, with a password or without. */
  readonly url: string;
  /** Several installations may share one Redis: each has another. */
  readonly installationId: string;
  readonly logger: SyncLogger;
  readonly timing?: Partial<LinkTiming>;
};

/** One line for whoever runs it, without the password that the address may hold. */
export class RedisError extends Error {
  override readonly name = 'RedisError';
}

/**
 * A `Fanout` over Redis' PUBLISH and SUBSCRIBE. Throws RedisError when Redis cannot be reached now;
 * later it waits for it.
 */
export async function createRedisFanout({
  url,
  installationId,
  ...options
}: RedisFanoutOptions): Promise<LinkedFanout> {
  const fanout = createLinkedFanout({ ...options, open: createRedisLinks(url, `gongyi:${installationId}:`) });
  try {
    await fanout.opened;
  } catch (error) {
    await fanout.close();
    const reason = error instanceof Error ? error.message : String(error);
    throw new RedisError(`Redis at REDIS_URL (${new URL(url).host}) cannot be used: ${reason.replace(/\.$/, '')}.`);
  }
  return fanout;
}
