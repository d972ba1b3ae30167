import { useEffect, useRef } from 'react';
import { isTyping, type ListShortcut, shortcutOf } from '../ui/shortcuts.ts';

/**
 * What the keys of the list do. One that is left out, or answers false, does nothing, and the
 * browser may have it.
 */
export type ShortcutHandlers = Partial<Record<ListShortcut, (focused: HTMLElement | null) => boolean>>;

/** The list's keys, while nothing is being typed. Each gets what has the focus. */
export function useListShortcuts(handlers: ShortcutHandlers): void {
  const now = useRef(handlers);
  useEffect(() => {
    now.current = handlers;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isTyping(event.target)) return;
      // A dialog may be open with the focus still outside.
      if (document.querySelector('[role="dialog"][aria-modal="true"]') !== null) return;
      const id = shortcutOf('list', event);
      const focused = document.activeElement instanceof HTMLElement ? document.activeElement : null;
      if (id !== null && now.current[id]?.(focused) === true) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
