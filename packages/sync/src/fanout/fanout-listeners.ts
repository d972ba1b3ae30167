import type { SyncLogger } from '../ports.ts';

type FanoutListener = (payload: Uint8Array) => void;

/**
 * Who listens on this node, for implementations of `Fanout`. A listener that throws is logged and
 * touches nobody else.
 */
export interface FanoutListeners {
  /** Returns the function that ends it; ending twice does nothing. */
  add(channel: string, listener: FanoutListener): () => void;
  addGap(listener: () => void): () => void;
  has(channel: string): boolean;
  /** Those that somebody listens to. */
  channels(): string[];
  deliver(channel: string, payload: Uint8Array): void;
  tellGap(): void;
  /** Nobody hears anything from now on. */
  close(): void;
}

/** @param onEmpty Called when the last listener of a channel has ended. */
export function createFanoutListeners(
  logger: Pick<SyncLogger, 'error'>,
  onEmpty: (channel: string) => void = () => undefined,
): FanoutListeners {
  // Wrapped in objects, so that one function given twice is two listeners, each ended alone.
  type Entry<Listener> = { readonly listener: Listener };
  const ofChannel = new Map<string, Set<Entry<FanoutListener>>>();
  const ofGap = new Set<Entry<() => void>>();
  let closed = false;

  /**
   * In the order of `entries`; one that ends while the others are called is not called any more.
   */
  function callAll<Listener>(entries: Set<Entry<Listener>>, call: (listener: Listener) => void) {
    for (const entry of [...entries]) {
      if (closed || !entries.has(entry)) continue;
      try {
        call(entry.listener);
      } catch (err) {
        logger.error({ err }, 'a listener of the fan-out failed');
      }
    }
  }

  return {
    add(channel, listener) {
      const entries = ofChannel.get(channel) ?? new Set();
      ofChannel.set(channel, entries);
      const entry = { listener };
      entries.add(entry);
      return () => {
        if (!entries.delete(entry) || entries.size > 0) return;
        ofChannel.delete(channel);
        if (!closed) onEmpty(channel);
      };
    },
    addGap(listener) {
      const entry = { listener };
      ofGap.add(entry);
      return () => void ofGap.delete(entry);
    },
    has: (channel) => ofChannel.has(channel),
    channels: () => [...ofChannel.keys()],
    deliver(channel, payload) {
      const entries = ofChannel.get(channel);
      if (entries !== undefined) callAll(entries, (listener) => listener(payload));
    },
    tellGap: () => callAll(ofGap, (listener) => listener()),
    close() {
      closed = true;
    },
  };
}
