import type { Editor, TLShapeId } from '@tldraw/tldraw';

/** Leaves the text of a card; nothing happens when another card, or none, is being edited. */
export function endEditing(editor: Editor, shapeId: TLShapeId): void {
  if (editor.getEditingShapeId() !== shapeId) return;
  editor.setEditingShape(null);
  leaveEditingState(editor);
}

/** tldraw's tool goes on waiting for a text when its card is gone, and fails at the next press. */
export function leaveEditingState(editor: Editor): void {
  if (editor.isIn('select.editing_shape')) editor.setCurrentTool('select.idle');
}
