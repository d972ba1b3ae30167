import { useSyncExternalStore } from 'react';

let wanted: string | null = null;
const listeners = new Set<() => void>();

/** From now on the row of this point or cluster is among those of its group that are shown: somebody is led to it. */
export function wantPoint(id: string): void {
  wanted = id;
  for (const listener of listeners) listener();
}

/** The last that was wanted on this page. */
export function useWantedPoint(): string | null {
  return useSyncExternalStore(listen, () => wanted);
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
