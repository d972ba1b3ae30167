import type { Notifier } from './ports.ts';

/** A Notifier for one process. */
export function createMemoryNotifier(): Notifier {
  const listenersOf = new Map<string, Set<() => void>>();
  return {
    notify(campaignId) {
      // A copy: a listener may end its subscription, or another, while it is called.
      for (const listener of [...(listenersOf.get(campaignId) ?? [])]) listener();
    },
    subscribe(campaignId, listener) {
      const listeners = listenersOf.get(campaignId) ?? new Set();
      listenersOf.set(campaignId, listeners);
      // Wrapped, so that one function given twice is two subscriptions, each ended alone.
      const entry = () => listener();
      listeners.add(entry);
      return () => {
        listeners.delete(entry);
        if (listeners.size === 0 && listenersOf.get(campaignId) === listeners) listenersOf.delete(campaignId);
      };
    },
  };
}
