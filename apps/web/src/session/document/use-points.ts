import type { Point } from '@gongyi/board';
import { useSyncExternalStore } from 'react';
import type { Doc } from 'yjs';
import { createPointList, type PointList } from './point-list.ts';

const lists = new WeakMap<Doc, PointList>();

function listFor(doc: Doc): PointList {
  const known = lists.get(doc);
  if (known !== undefined) return known;
  const list = createPointList(doc);
  lists.set(doc, list);
  return list;
}

/** The points of a document, oldest first, live. */
export function usePoints(doc: Doc): readonly Point[] {
  const list = listFor(doc);
  return useSyncExternalStore(list.subscribe, list.getSnapshot);
}
