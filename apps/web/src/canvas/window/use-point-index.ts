import { createPointIndex, type PointIndex } from '@gongyi/board';
import { useEffect, useState } from 'react';
import type { Doc } from 'yjs';

/**
 * Where all points of the document lie, for as long as the component that asks is there. One
 * document for its life.
 */
export function usePointIndex(doc: Doc): PointIndex {
  const [index] = useState(() => createPointIndex(doc));
  useEffect(() => index.follow(), [index]);
  return index;
}
