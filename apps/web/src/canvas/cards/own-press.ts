import type { SyntheticEvent } from 'react';

const keep = (event: SyntheticEvent): void => event.stopPropagation();

/**
 * For what can be pressed inside a card: otherwise tldraw takes the press for the beginning of a
 * drag, and touches come to nothing.
 */
export const OWN_PRESS = { onPointerDown: keep, onTouchStart: keep, onTouchEnd: keep } as const;
