/**
 * tldraw calls `preventDefault` on touches from handlers of React's, where it cannot do anything:
 * React listens to the beginning of a touch passively, and the end of a pinch cannot be prevented.
 * The browser logs an error each time. From `element` on, which stands between tldraw and React's
 * root, the call finds a function that does nothing and says nothing. tldraw's own listeners
 * further in, which do work, have run by then.
 *
 * Returns how to stop.
 */
export function quietTouches(element: HTMLElement): () => void {
  const onTouch = (event: TouchEvent): void => {
    if (event.type === 'touchend' && event.cancelable) return;
    Object.defineProperty(event, 'preventDefault', { value: () => undefined });
  };
  element.addEventListener('touchstart', onTouch, { passive: true });
  element.addEventListener('touchend', onTouch, { passive: true });
  return () => {
    element.removeEventListener('touchstart', onTouch);
    element.removeEventListener('touchend', onTouch);
  };
}
