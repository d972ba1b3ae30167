import { observePoints } from '@gongyi/board';
import { useMemo, useSyncExternalStore } from 'react';
import type { Doc } from 'yjs';

/** Changes with every change of a point or a cluster; not while nobody looks. */
export function useDocVersion(doc: Doc, isWatched: boolean): number {
  const store = useMemo(() => {
    let version = 0;
    return {
      getSnapshot: () => version,
      subscribe: (listener: () => void) =>
        isWatched
          ? observePoints(doc, () => {
              version += 1;
              listener();
            })
          : () => undefined,
    };
  }, [doc, isWatched]);
  return useSyncExternalStore(store.subscribe, store.getSnapshot);
}
