import type { Editor } from '@tldraw/tldraw';

/**
 * The second one is also the name by which tldraw asks for a tool when the other end of a stylus
 * is put down.
 */
export const DRAWING_TOOLS = ['pen', 'eraser'] as const;
export type DrawingToolId = (typeof DRAWING_TOOLS)[number];

/** Null while another tool is chosen. */
export function chosenDrawingTool(editor: Editor): DrawingToolId | null {
  const current = editor.getCurrentToolId();
  return DRAWING_TOOLS.find((tool) => tool === current) ?? null;
}
