import { computed, type Editor, react } from '@tldraw/tldraw';
import { useEffect } from 'react';

/** Below this zoom the small print of a card is no longer read. */
const FAR_ZOOM = 0.4;

/** One mark on the container for all cards: a card that listened to the zoom itself would be drawn again at every step. */
export function useFarMark(editor: Editor | null): void {
  useEffect(() => {
    if (editor === null) return undefined;
    const isFar = computed('is far', () => editor.getZoomLevel() < FAR_ZOOM);
    return react('far', () => {
      editor.getContainer().dataset.far = String(isFar.get());
    });
  }, [editor]);
}
