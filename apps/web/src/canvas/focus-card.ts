import { shapeIdOf } from '@gongyi/board/store-binding';
import type { Editor } from '@tldraw/tldraw';

/** Below this zoom a card's text cannot be read. */
const READABLE_ZOOM = 0.7;
const MOVE_MS = 220;

type Options = { readonly edit: boolean };

/** Selects a card and brings it into view, large enough to read; `edit` starts typing in it. False when there is no such card. */
export function focusCard(editor: Editor, pointId: string, { edit }: Options): boolean {
  const shapeId = shapeIdOf(pointId);
  const bounds = editor.getShapePageBounds(shapeId);
  if (bounds === undefined) return false;
  editor.setCurrentTool('select');
  editor.select(shapeId);
  makeReadable(editor, pointId, { edit });
  if (edit) {
    editor.setEditingShape(shapeId);
    editor.setCurrentTool('select.editing_shape', { target: 'shape', shape: editor.getShape(shapeId) });
  }
  return true;
}

/** Brings a card into view, large enough to read, unless it is. */
export function makeReadable(editor: Editor, pointId: string, { edit }: Options): void {
  const bounds = editor.getShapePageBounds(shapeIdOf(pointId));
  if (bounds === undefined) return;
  const inView = editor.getViewportPageBounds().contains(bounds);
  if (!inView || editor.getZoomLevel() < READABLE_ZOOM) showBounds(editor, bounds.center, edit);
}

function showBounds(editor: Editor, center: { x: number; y: number }, edit: boolean): void {
  const zoom = Math.max(1, editor.getZoomLevel());
  const { w, h } = editor.getViewportScreenBounds();
  // A keyboard on the screen covers the lower half, so a card that is typed in stands above the middle.
  const fromTop = edit && editor.getInstanceState().isCoarsePointer ? h * 0.25 : h / 2;
  const camera = { x: w / 2 / zoom - center.x, y: fromTop / zoom - center.y, z: zoom };
  editor.setCamera(camera, { animation: { duration: MOVE_MS } });
}
