import { useSyncExternalStore } from 'react';

/** A part of the canvas, page pixels. */
export type CanvasRect = { readonly x: number; readonly y: number; readonly w: number; readonly h: number };

export type ViewSource = {
  /** What of the canvas is in view now. */
  readonly read: () => CanvasRect;
  /**
   * Tells each time when the view has come to rest somewhere else, until the returned function is
   * called.
   */
  readonly onRest: (rested: () => void) => () => void;
};

let source: ViewSource | null = null;
const listeners = new Set<() => void>();

function set(next: ViewSource | null): void {
  source = next;
  for (const listener of [...listeners]) listener();
}

/**
 * The canvas says here what of it is in view, so that the console above it can bring others there
 * without knowing tldraw.
 */
export function offerView(view: ViewSource): () => void {
  set(view);
  return () => {
    if (source === view) set(null);
  };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Of this page's canvas; null when there is none on the page. */
export function useViewSource(): ViewSource | null {
  return useSyncExternalStore(subscribe, () => source);
}
