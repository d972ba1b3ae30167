import { comparePoints, observePoints, type Point, type PointsChange, readPoint, readPoints } from '@gongyi/board';
import type { Doc } from 'yjs';

export type PointList = {
  getSnapshot(): readonly Point[];
  subscribe(listener: () => void): () => void;
};

/**
 * A live list of a document's points. A point that did not change stays the same object, so
 * memoised rows are not drawn again. It listens to the document only while somebody listens to it.
 */
export function createPointList(doc: Doc): PointList {
  const listeners = new Set<() => void>();
  let points = new Map<string, Point>();
  let snapshot: readonly Point[] = [];
  let stop: (() => void) | null = null;

  function readAll(): void {
    snapshot = readPoints(doc);
    points = new Map(snapshot.map((point) => [point.id, point]));
  }

  function apply({ added, changed, removed }: PointsChange): void {
    for (const id of [...added, ...changed]) {
      const point = readPoint(doc, id);
      if (point === null) points.delete(id);
      else points.set(id, point);
    }
    for (const id of removed) points.delete(id);
    snapshot = [...points.values()].sort(comparePoints);
    for (const listener of listeners) listener();
  }

  readAll();
  return {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      if (stop === null) {
        readAll();
        stop = observePoints(doc, apply);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stop?.();
        stop = null;
      };
    },
  };
}
