import type { SyncLogger } from '@gongyi/sync';
import { createLinkedFanout, type LinkedFanout, type LinkTiming } from './linked-fanout.ts';
import { createPostgresLinks } from './postgres-link.ts';

export type PostgresFanoutOptions = {
  readonly connectionString: string;
  readonly logger: SyncLogger;
  readonly timing?: Partial<LinkTiming>;
};

/**
 * A `Fanout` over LISTEN and NOTIFY, on one connection of its own. Needs the migrated table
 * `fanout_payload`.
 */
export function createPostgresFanout({ connectionString, ...options }: PostgresFanoutOptions): LinkedFanout {
  return createLinkedFanout({ ...options, open: createPostgresLinks(connectionString) });
}
