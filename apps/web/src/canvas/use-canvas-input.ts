import type { Editor, TLEventInfo } from '@tldraw/tldraw';
import { type RefObject, useEffect } from 'react';
import type { AreaModel } from './area-model.ts';
import type { CardCommands } from './card-commands.ts';
import type { CanvasNow } from './use-canvas-wiring.ts';
import { zoomToAreas } from './zoom-to-areas.ts';

type Input = {
  readonly editor: Editor;
  readonly commands: CardCommands;
  readonly areas: AreaModel;
  readonly now: RefObject<CanvasNow>;
};

/** Double-click, keys and the clipboard on the canvas. */
export function useCanvasInput(
  editor: Editor | null,
  commands: CardCommands | null,
  areas: AreaModel,
  now: RefObject<CanvasNow>,
): void {
  useEffect(() => {
    if (editor === null || commands === null) return undefined;
    const input: Input = { editor, commands, areas, now };
    const onEvent = (info: TLEventInfo): void => onEditorEvent(input, info);
    const onKeyDown = (event: KeyboardEvent): void => onKey(input, event);
    const onPaste = (event: ClipboardEvent): void => onPasted(input, event);
    const stopForeignContent = refuseForeignContent(editor);
    editor.on('event', onEvent);
    document.addEventListener('keydown', onKeyDown);
    document.addEventListener('paste', onPaste);
    return () => {
      stopForeignContent();
      editor.off('event', onEvent);
      document.removeEventListener('keydown', onKeyDown);
      document.removeEventListener('paste', onPaste);
    };
  }, [editor, commands, areas, now]);
}

/** Dropped files and addresses: tldraw would fetch the one and store the other. Here neither becomes anything. */
function refuseForeignContent(editor: Editor): () => void {
  const kinds = ['files', 'file-replace', 'url', 'text', 'svg-text', 'embed', 'tldraw', 'excalidraw'] as const;
  for (const kind of kinds) editor.registerExternalContentHandler(kind, () => undefined);
  editor.registerExternalAssetHandler('url', null);
  editor.registerExternalAssetHandler('file', null);
  return () => {
    for (const kind of kinds) editor.registerExternalContentHandler(kind, null);
  };
}

function onEditorEvent({ editor, commands }: Input, info: TLEventInfo): void {
  if (info.type !== 'click' || info.name !== 'double_click' || info.phase !== 'up') return;
  if (!editor.isIn('select.idle') || editor.getIsReadonly()) return;
  const at = editor.inputs.currentPagePoint;
  if (editor.getShapeAtPoint(at, { hitInside: true }) !== undefined) return;
  commands.addAndEdit({ x: at.x, y: at.y });
}

/** Where the pointer is over the canvas; null on touch screens and when it is elsewhere. */
function pointerPlace(editor: Editor): { x: number; y: number } | null {
  if (editor.getInstanceState().isHoveringCanvas !== true) return null;
  const { x, y } = editor.inputs.currentPagePoint;
  return { x, y };
}

/** Keys belong to the canvas while the focus is on it or on nothing: not in a field, a menu or a dialog. */
function isForCanvas(editor: Editor, event: Event): boolean {
  if (event.defaultPrevented || !(event.target instanceof Element)) return false;
  if (
    event.target.closest('input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"]') !== null
  ) {
    return false;
  }
  return event.target === document.body || editor.getContainer().parentElement?.contains(event.target) === true;
}

function onKey(input: Input, event: KeyboardEvent): void {
  if (event.isComposing || event.altKey || !isForCanvas(input.editor, event)) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const handled = event.ctrlKey || event.metaKey ? onChord(input, key, event.shiftKey) : onPlainKey(input, key, event);
  if (handled) event.preventDefault();
}

function onChord({ editor, now }: Input, key: string, shift: boolean): boolean {
  if (key === 'z' && !shift) now.current.undo.undo();
  else if (key === 'y' || (key === 'z' && shift)) now.current.undo.redo();
  else if (key === 'a') editor.selectAll();
  else return false;
  return true;
}

function onPlainKey({ editor, commands, areas }: Input, key: string, event: KeyboardEvent): boolean {
  // On a button, Enter and space are the button's; letters are still ours.
  switch (key) {
    case 'p':
      if (!event.repeat) commands.addAndEdit(pointerPlace(editor));
      return true;
    case 'v':
      editor.setCurrentTool('select');
      return true;
    case 'h':
      editor.setCurrentTool('hand');
      return true;
    case 'Delete':
    case 'Backspace':
      commands.remove(commands.selectedPointIds());
      return true;
    case '+':
    case '=':
      editor.zoomIn();
      return true;
    case '-':
      editor.zoomOut();
      return true;
    default:
      if (event.code !== 'Digit1' || !event.shiftKey) return false;
      zoomToAreas(editor, areas.areas.get(), { animate: true });
      return true;
  }
}

function onPasted({ editor, commands }: Input, event: ClipboardEvent): void {
  if (!isForCanvas(editor, event) || editor.getIsReadonly()) return;
  const text = event.clipboardData?.getData('text/plain') ?? '';
  if (text.trim() === '') return;
  event.preventDefault();
  commands.addText(pointerPlace(editor), text);
}
