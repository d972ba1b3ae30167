import { isClusterCard, type PointIndex, type ThemeArea } from '@gongyi/board';
import type { Editor, TLEventInfo } from '@tldraw/tldraw';
import { type RefObject, useEffect } from 'react';
import type { CardSearch } from '../cards/card-search.ts';
import { chosenDrawingTool, type DrawingToolId } from '../drawing/chosen-drawing-tool.ts';
import { inReadingOrder } from '../window/reading-order.ts';
import { zoomToArea, zoomToAreas } from '../window/zoom-to-areas.ts';
import type { CanvasNow, CanvasWiring } from './use-canvas-wiring.ts';

type Input = {
  readonly editor: Editor;
  readonly index: PointIndex;
  readonly wiring: CanvasWiring;
  readonly search: CardSearch;
  readonly now: RefObject<CanvasNow>;
};

/** Double-click, keys and the clipboard on the canvas. */
export function useCanvasInput(
  editor: Editor | null,
  index: PointIndex,
  wiring: CanvasWiring | null,
  search: CardSearch,
  now: RefObject<CanvasNow>,
): void {
  useEffect(() => {
    if (editor === null || wiring === null) return undefined;
    const input: Input = { editor, index, wiring, search, now };
    const onEvent = (info: TLEventInfo): void => onEditorEvent(input, info);
    const onKeyDown = (event: KeyboardEvent): void => onKey(input, event);
    const onTab = (event: KeyboardEvent): void => onTabKey(input, event);
    const onCopy = (event: ClipboardEvent): void => onCopied(input, event);
    const onPaste = (event: ClipboardEvent): void => onPasted(input, event);
    const stopForeignContent = refuseForeignContent(editor);
    editor.on('event', onEvent);
    document.addEventListener('keydown', onKeyDown);
    // Before tldraw, which knows the cards of its store only.
    document.addEventListener('keydown', onTab, { capture: true });
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCopy);
    document.addEventListener('paste', onPaste);
    return () => {
      stopForeignContent();
      editor.off('event', onEvent);
      document.removeEventListener('keydown', onKeyDown);
      document.removeEventListener('keydown', onTab, { capture: true });
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCopy);
      document.removeEventListener('paste', onPaste);
    };
  }, [editor, index, wiring, search, now]);
}

/**
 * Dropped files and addresses: tldraw would fetch the one and store the other. Here neither becomes
 * anything.
 */
function refuseForeignContent(editor: Editor): () => void {
  const kinds = ['files', 'file-replace', 'url', 'text', 'svg-text', 'embed', 'tldraw', 'excalidraw'] as const;
  for (const kind of kinds) editor.registerExternalContentHandler(kind, () => undefined);
  editor.registerExternalAssetHandler('url', null);
  editor.registerExternalAssetHandler('file', null);
  return () => {
    for (const kind of kinds) editor.registerExternalContentHandler(kind, null);
  };
}

function onEditorEvent({ editor, index, wiring: { commands }, now }: Input, info: TLEventInfo): void {
  if (info.type !== 'click' || info.name !== 'double_click' || info.phase !== 'up') return;
  if (!editor.isIn('select.idle')) return;
  const at = editor.inputs.currentPagePoint;
  const point = index.at(at);
  if (point !== null && isClusterCard(point)) {
    now.current.onOpenCluster(point.id);
    return;
  }
  if (point !== null) {
    // Whoever may edit the card is in it by now, and it is large enough.
    commands.focus(point.id, { edit: false });
    return;
  }
  if (editor.getIsReadonly() || editor.getShapeAtPoint(at, { hitInside: true }) !== undefined) return;
  commands.addAndEdit({ x: at.x, y: at.y });
}

/** Where the pointer is over the canvas; null on touch screens and when it is elsewhere. */
function pointerPlace(editor: Editor): { x: number; y: number } | null {
  if (editor.getInstanceState().isHoveringCanvas !== true) return null;
  const { x, y } = editor.inputs.currentPagePoint;
  return { x, y };
}

/**
 * Keys belong to the canvas while the focus is on it or on nothing: not in a field, a menu or a
 * dialog.
 */
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

function onChord({ editor, index, wiring, search, now }: Input, key: string, shift: boolean): boolean {
  if (key === 'z' && !shift) now.current.undo.undo();
  else if (key === 'y' || (key === 'z' && shift)) now.current.undo.redo();
  else if (key === 'a') {
    editor.setCurrentTool('select');
    wiring.selection.select([...index.points()].map(({ id }) => id));
  } else if (key === 'f' && !shift) search.open();
  else return false;
  return true;
}

/**
 * Through the cards in reading order, from the selected one on, whatever the store holds of them.
 */
function onTabKey({ editor, index, wiring: { commands, selection }, now }: Input, event: KeyboardEvent): void {
  if (event.key !== 'Tab' || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.target !== editor.getContainer() || !editor.isIn('select.idle') || selection.ids.get().size === 0) return;
  event.preventDefault();
  event.stopPropagation();
  const points = inReadingOrder([...index.points()], now.current.areas.areas.get());
  const by = event.shiftKey ? -1 : 1;
  const at = points.findIndex(({ id }) => selection.ids.get().has(id));
  const next = points[(at + by + points.length) % points.length];
  if (next !== undefined) commands.focus(next.id, { edit: false });
}

function onPlainKey(input: Input, key: string, event: KeyboardEvent): boolean {
  const { editor, search, now, wiring } = input;
  const { commands, selection } = wiring;
  const areas = now.current.areas.areas.get();
  // On a button, Enter and space are the button's; letters are still ours.
  switch (key) {
    case 'p':
      if (!event.repeat) commands.addAndEdit(pointerPlace(editor));
      return true;
    case 'm': {
      const clusterId = wiring.clusters.merge(commands.inOrder(commands.selectedPointIds()));
      if (clusterId !== null) selection.select([clusterId]);
      return true;
    }
    case 'Enter':
      return openSelectedCluster(input, event);
    case 'v':
      if (!vote(input, event)) editor.setCurrentTool('select');
      return true;
    case 'h':
      editor.setCurrentTool('hand');
      return true;
    case 'd':
      return chooseDrawingTool(input, 'pen');
    case 'e':
      return chooseDrawingTool(input, 'eraser');
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
    case '/':
      search.open();
      return true;
    case 'Escape':
      if (chosenDrawingTool(editor) !== null) {
        editor.setCurrentTool('select');
        return true;
      }
      if (!editor.isIn('select.idle') || selection.ids.get().size > 0 || !search.isOpen.get()) return false;
      search.close();
      return true;
    default:
      return onDigit(input, areas, event);
  }
}

/**
 * For the selected card, as the key does in the list; with Shift back again. Whoever has another
 * tool in hand means the tool.
 */
function vote({ editor, index, wiring: { commands }, now }: Input, { shiftKey, repeat }: KeyboardEvent): boolean {
  const { votes } = now.current;
  const [only, ...others] = commands.selectedPointIds();
  if (!votes.open || only === undefined || others.length > 0 || editor.getCurrentToolId() !== 'select') return false;
  if (repeat) return true;
  if (shiftKey) votes.withdraw([only, ...(index.get(only)?.members ?? []).map(({ id }) => id)]);
  else votes.cast(only);
  return true;
}

function chooseDrawingTool({ editor, wiring: { drawing } }: Input, tool: DrawingToolId): boolean {
  if (!drawing.mayDraw()) return false;
  editor.setCurrentTool(tool);
  return true;
}

/** A point is opened by tldraw itself. On a button, Enter is the button's. */
function openSelectedCluster({ index, wiring: { commands }, now }: Input, { target }: KeyboardEvent): boolean {
  const [only, ...others] = commands.selectedPointIds();
  const isOnButton = target instanceof Element && target.closest('button, a') !== null;
  if (only === undefined || others.length > 0 || isOnButton || !index.get(only)?.members.length) return false;
  now.current.onOpenCluster(only);
  return true;
}

/** Shift+1 shows all themes, a number alone the theme of that place. */
function onDigit({ editor }: Input, areas: readonly ThemeArea[], event: KeyboardEvent): boolean {
  const digit = Number(/^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1] ?? 0);
  if (digit === 0 || (event.shiftKey && digit !== 1)) return false;
  if (event.shiftKey) zoomToAreas(editor, areas, { animate: true });
  else {
    const area = areas[digit - 1];
    if (area === undefined) return false;
    zoomToArea(editor, area);
  }
  return true;
}

/**
 * The cards of a copy for another canvas of ours; every other program gets their texts, a line
 * each.
 */
const CARDS_TYPE = 'application/x-gongyi-points+json';

/** Pasted cards at once: more is an import. */
const MOST_PASTED = 200;

function onCopied({ editor, wiring: { commands }, now }: Input, event: ClipboardEvent): void {
  const isPlainSelection = window.getSelection()?.isCollapsed ?? true;
  if (!isForCanvas(editor, event) || !isPlainSelection) return;
  const pointIds = commands.selectedPointIds();
  const texts = commands.textsOf(pointIds);
  if (texts.length === 0 || event.clipboardData === null) return;
  event.preventDefault();
  event.clipboardData.setData('text/plain', texts.join('\n'));
  event.clipboardData.setData(CARDS_TYPE, JSON.stringify(texts));
  if (event.type === 'cut') commands.remove(pointIds);
  else now.current.onNote({ kind: 'copied', count: texts.length });
}

function onPasted({ editor, wiring: { commands } }: Input, event: ClipboardEvent): void {
  if (!isForCanvas(editor, event) || editor.getIsReadonly()) return;
  const texts = textsIn(event.clipboardData);
  if (texts.length === 0) return;
  event.preventDefault();
  commands.addTexts(pointerPlace(editor), texts.slice(0, MOST_PASTED));
}

function textsIn(data: DataTransfer | null): readonly string[] {
  const text = data?.getData('text/plain') ?? '';
  try {
    const cards: unknown = JSON.parse(data?.getData(CARDS_TYPE) || 'null');
    if (Array.isArray(cards) && cards.every((card) => typeof card === 'string')) return cards;
  } catch {
    // Not ours after all.
  }
  return text.trim() === '' ? [] : [text];
}
