import type { ThemeArea } from '@gongyi/board';
import { type Editor, react, unsafe__withoutCapture } from '@tldraw/tldraw';
import { onTopInset } from './corner-room.ts';
import { isFitted, zoomToAreas } from './zoom-to-areas.ts';

type Size = { readonly w: number; readonly h: number };

/**
 * When the window gets another size or the tablet is turned, a person who saw all themes sees them
 * all again, and one who looked at something has it in the middle still. So does whoever saw all
 * themes when more comes to lie over the top of them. Until the returned function is called.
 */
export function refitOnResize(editor: Editor, areas: () => readonly ThemeArea[]): () => void {
  let before: Size = editor.getViewportScreenBounds();
  const stopFollowing = onTopInset(editor, () => {
    if (isFitted(editor)) zoomToAreas(editor, areas(), { animate: false, orPart: true });
  });
  const stopReacting = react('refit on resize', () => {
    const { w, h } = editor.getViewportScreenBounds();
    const old = before;
    if (w === old.w && h === old.h) return;
    before = { w, h };
    // The camera's own moves are no reason to come here again.
    unsafe__withoutCapture(() => {
      // A keyboard that slides over a phone's screen must not take the card away that is being
      // written.
      if (editor.getEditingShapeId() !== null || w === 0 || h === 0) return;
      if (isFitted(editor)) zoomToAreas(editor, areas(), { animate: false, orPart: true });
      else keepMiddle(editor, old, { w, h });
    });
  });
  return () => {
    stopFollowing();
    stopReacting();
  };
}

function keepMiddle(editor: Editor, before: Size, now: Size): void {
  const { x, y, z } = editor.getCamera();
  const camera = { x: x + (now.w - before.w) / 2 / z, y: y + (now.h - before.h) / 2 / z, z };
  editor.setCamera(camera, { immediate: true });
}
