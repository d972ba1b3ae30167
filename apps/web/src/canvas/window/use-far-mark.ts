import { computed, type Editor, react } from '@tldraw/tldraw';
import { useEffect } from 'react';

/** Below this zoom the small print of a card is no longer read. */
const FAR_ZOOM = 0.4;
/** Below this one no button on a card can be hit any more. */
const OUT_OF_REACH_ZOOM = 0.3;

/**
 * Marks on the container for all cards: a card that listened to the zoom itself would be drawn
 * again at every step.
 */
export function useFarMark(editor: Editor | null): void {
  useEffect(() => {
    if (editor === null) return undefined;
    const isFar = computed('is far', () => editor.getZoomLevel() < FAR_ZOOM);
    const isOutOfReach = computed('is out of reach', () => editor.getZoomLevel() < OUT_OF_REACH_ZOOM);
    return react('far', () => {
      const { dataset } = editor.getContainer();
      dataset.far = String(isFar.get());
      dataset.outOfReach = String(isOutOfReach.get());
    });
  }, [editor]);
}
