import { useEffect } from 'react';
import type { LiveEvent } from './trpc.ts';

type Listener = (event: LiveEvent) => void;

const listeners = new Set<Listener>();

/** Called by whoever follows events, with each that comes. */
export function tellLiveEvent(event: LiveEvent): void {
  for (const listener of [...listeners]) listener(event);
}

/** Every event that the page is told. */
export function useEveryLiveEvent(listener: Listener): void {
  useEffect(() => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, [listener]);
}

const starts = new Set<() => void>();

/**
 * Called by whoever follows events, each time the server begins to send them: at first, and after
 * every time that it was out of reach. Unlike `follow.started`, also when they go on where they
 * were.
 */
export function tellFollowing(): void {
  for (const listener of [...starts]) listener();
}

/** For what may have changed with the server itself while it was out of reach. */
export function useFollowing(listener: () => void): void {
  useEffect(() => {
    starts.add(listener);
    return () => void starts.delete(listener);
  }, [listener]);
}

/**
 * For the few things that are no query and must still hear of a decision. Whether events come at
 * all is `useLiveEvents`' doing.
 */
export function useLiveEvent(type: LiveEvent['type'], subjectId: string, listener: () => void): void {
  useEffect(() => {
    const hear: Listener = (event) => {
      if (event.type === type && event.subjectId === subjectId) listener();
    };
    listeners.add(hear);
    return () => void listeners.delete(hear);
  }, [type, subjectId, listener]);
}
