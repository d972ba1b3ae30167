import { type Editor, react } from '@tldraw/tldraw';

export type DragWatch = {
  readonly isDragging: () => boolean;
  readonly dispose: () => void;
};

/**
 * Calls `onBegin` when cards begin to be dragged and what that returned when they are let go, or
 * put back.
 */
export function watchDrags(editor: Editor, onBegin: () => () => void): DragWatch {
  let end: (() => void) | null = null;
  const stop = react('drags', () => {
    const dragging = editor.isIn('select.translating');
    if (dragging === (end !== null)) return;
    if (dragging) {
      end = onBegin();
      return;
    }
    const ended = end;
    end = null;
    ended?.();
  });
  return {
    isDragging: () => end !== null,
    dispose() {
      stop();
      end?.();
      end = null;
    },
  };
}
