import { useMemo, useSyncExternalStore } from 'react';
import type { Awareness } from 'y-protocols/awareness';

/**
 * Awareness changes with every move of a pointer; what is read out of it here is counted again at
 * most so often.
 */
const RECOUNT_MS = 250;

/**
 * Something small that is read out of everybody's awareness states, drawn again only when it
 * changes. `read` must be stable (useCallback), and its answer comparable as JSON.
 */
export function useFromAwareness<Answer>(awareness: Awareness, read: (states: Map<number, unknown>) => Answer): Answer {
  const store = useMemo(() => {
    let key: string | null = null;
    let answer: Answer;
    const refresh = (): boolean => {
      const next = read(awareness.getStates());
      const nextKey = JSON.stringify(next);
      if (nextKey === key) return false;
      key = nextKey;
      answer = next;
      return true;
    };
    refresh();
    return {
      getSnapshot: (): Answer => answer,
      subscribe(listener: () => void): () => void {
        let timer: ReturnType<typeof setTimeout> | undefined;
        const recount = (): void => {
          timer = undefined;
          if (refresh()) listener();
        };
        const onChange = (): void => {
          timer ??= setTimeout(recount, RECOUNT_MS);
        };
        recount();
        awareness.on('change', onChange);
        return () => {
          awareness.off('change', onChange);
          clearTimeout(timer);
        };
      },
    };
  }, [awareness, read]);
  return useSyncExternalStore(store.subscribe, store.getSnapshot);
}
