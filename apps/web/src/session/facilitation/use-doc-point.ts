import { observePoints, type Point, readPoint } from '@gongyi/board';
import { useMemo, useSyncExternalStore } from 'react';
import type { Doc } from 'yjs';

/** One point of a document, live; null when there is none of that id. */
export function useDocPoint(doc: Doc, pointId: string | null): Point | null {
  const store = useMemo(() => {
    const read = () => (pointId === null ? null : readPoint(doc, pointId));
    let point = read();
    return {
      getSnapshot: () => point,
      subscribe(listener: () => void) {
        point = read();
        return observePoints(doc, ({ added, changed, removed }) => {
          if (pointId === null || !(added.has(pointId) || changed.has(pointId) || removed.has(pointId))) return;
          point = read();
          listener();
        });
      },
    };
  }, [doc, pointId]);
  return useSyncExternalStore(store.subscribe, store.getSnapshot);
}
