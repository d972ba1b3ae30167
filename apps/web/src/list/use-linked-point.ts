import type { Point } from '@gongyi/board';
import { useEffect, useRef } from 'react';
import { pointElementId } from '../session/points/point-element.ts';

/**
 * Brings the point that a link names into view, once, when it has arrived. Returns true when the
 * document is complete and there is no such point.
 */
export function useLinkedPoint(linkedId: string | null, points: readonly Point[], synced: boolean): boolean {
  const shownId = useRef<string | null>(null);
  const exists = linkedId !== null && points.some(({ id }) => id === linkedId);
  useEffect(() => {
    if (linkedId === null || !exists || shownId.current === linkedId) return;
    const element = document.getElementById(pointElementId(linkedId));
    if (element === null) return;
    shownId.current = linkedId;
    element.scrollIntoView({ block: 'center' });
    element.focus({ preventScroll: true });
  });
  return linkedId !== null && synced && !exists;
}
