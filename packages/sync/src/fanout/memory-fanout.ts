import type { Fanout } from '../ports.ts';

/**
 * For a server that is the only one on its database: there is nobody to reach, and nothing ever
 * comes.
 */
export function createMemoryFanout(): Fanout {
  const end = () => undefined;
  return {
    publish: () => undefined,
    subscribe: async () => end,
    onGap: () => end,
    close: async () => undefined,
  };
}
