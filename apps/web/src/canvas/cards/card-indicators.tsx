import { useEditor, useEditorComponents, useValue } from '@tldraw/tldraw';

/**
 * Outlines of the selected cards and the one under the pointer. tldraw's own keeps an outline ready
 * for every card there is.
 */
export function CardIndicators() {
  const editor = useEditor();
  const { ShapeIndicator } = useEditorComponents();
  const shapeIds = useValue('outlined cards', () => {
    const outlined = new Set(editor.getSelectedShapeIds());
    const hovered = editor.getHoveredShapeId();
    if (hovered !== null && editor.isIn('select.idle') && !editor.getInstanceState().isCoarsePointer) {
      outlined.add(hovered);
    }
    return [...outlined];
  }, [editor]);
  if (!ShapeIndicator) return null;
  return shapeIds.map((shapeId) => <ShapeIndicator key={shapeId} shapeId={shapeId} />);
}
