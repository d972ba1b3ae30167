import { useSyncExternalStore } from 'react';

let wanted: string | null = null;
let timesLed = 0;
const listeners = new Set<() => void>();

/**
 * From now on the row of this point or cluster is among those of its group that are shown: somebody
 * is led to it.
 */
export function wantPoint(id: string): void {
  wanted = id;
  for (const listener of listeners) listener();
}

/**
 * The same for whoever was called to it from elsewhere: a list that shows a part of what there is
 * shows all again.
 */
export function leadToPoint(id: string): void {
  timesLed += 1;
  wantPoint(id);
}

/** How often this page's person was led to a point. */
export function useTimesLed(): number {
  return useSyncExternalStore(listen, () => timesLed);
}

/** The last that was wanted on this page. */
export function useWantedPoint(): string | null {
  return useSyncExternalStore(listen, () => wanted);
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
