import { CARD_HEIGHT, CARD_WIDTH, cardRect, contains, type PointIndex } from '@gongyi/board';
import type { Editor } from '@tldraw/tldraw';

/** Below this zoom a card's text cannot be read. */
const READABLE_ZOOM = 0.7;
const MOVE_MS = 220;

type Options = { readonly edit: boolean };

/**
 * Brings a card into view, large enough to read, unless it is. False when there is no such point.
 */
export function makeReadable(editor: Editor, index: PointIndex, pointId: string, { edit }: Options): boolean {
  const point = index.get(pointId);
  if (point === null) return false;
  const inView = contains(editor.getViewportPageBounds(), cardRect(point));
  if (!inView || editor.getZoomLevel() < READABLE_ZOOM) {
    showCenter(editor, { x: point.x + CARD_WIDTH / 2, y: point.y + CARD_HEIGHT / 2 }, edit);
  }
  return true;
}

function showCenter(editor: Editor, center: { x: number; y: number }, edit: boolean): void {
  const zoom = Math.max(1, editor.getZoomLevel());
  const { w, h } = editor.getViewportScreenBounds();
  // A keyboard on the screen covers the lower half, so a card that is typed in stands above the
  // middle.
  const fromTop = edit && editor.getInstanceState().isCoarsePointer ? h * 0.25 : h / 2;
  const camera = { x: w / 2 / zoom - center.x, y: fromTop / zoom - center.y, z: zoom };
  editor.setCamera(camera, { animation: { duration: MOVE_MS } });
}
