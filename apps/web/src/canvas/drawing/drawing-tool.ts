import { type Editor, StateNode, type TLPointerEventInfo } from '@tldraw/tldraw';
import { DRAWING_TOOLS } from './chosen-drawing-tool.ts';
import type { Drawing } from './drawing.ts';
import type { Position } from './line-distance.ts';

/**
 * A tool that follows one pointer over strokes, of which tldraw's store knows nothing. Two fingers
 * move the canvas and do nothing else.
 */
export abstract class DrawingTool extends StateNode {
  static override isLockable = false;
  static override useCoalescedEvents = true;

  /** tldraw makes its tools itself; the wiring gives them what they work on. */
  drawing: Drawing | null = null;
  #pointerId: number | null = null;

  /** False when there is nothing to do with this press. */
  protected abstract begin(drawing: Drawing, at: Position): boolean;
  protected abstract goOn(drawing: Drawing, to: Position): void;
  protected abstract finish(drawing: Drawing): void;
  /** As if it had never begun. */
  protected abstract drop(drawing: Drawing): void;

  override onEnter(): void {
    if (this.drawing?.mayDraw() !== true) {
      this.editor.setCurrentTool('select');
      return;
    }
    this.editor.setCursor({ type: 'cross', rotation: 0 });
    this.editor.getContainer().addEventListener('pointercancel', this.#onPointerCancel);
  }

  override onExit(): void {
    this.#end('drop');
    this.editor.getContainer().removeEventListener('pointercancel', this.#onPointerCancel);
  }

  override onPointerDown({ pointerId }: TLPointerEventInfo): void {
    this.#end('drop');
    if (this.drawing !== null && this.begin(this.drawing, this.#at())) this.#pointerId = pointerId;
  }

  override onPointerMove({ pointerId }: TLPointerEventInfo): void {
    if (this.drawing !== null && pointerId === this.#pointerId) this.goOn(this.drawing, this.#at());
  }

  override onPointerUp({ pointerId }: TLPointerEventInfo): void {
    if (pointerId === this.#pointerId) this.#end('finish');
  }

  override onComplete(): void {
    this.#end('finish');
  }

  /** Of two fingers, the one that came first has drawn until now. */
  override onInterrupt(): void {
    this.#end('drop');
  }

  override onCancel(): void {
    this.editor.setCurrentTool('select');
  }

  /** tldraw does not listen to it: the line would wait for an end that never comes. */
  #onPointerCancel = ({ pointerId }: PointerEvent): void => {
    if (pointerId === this.#pointerId) this.#end('finish');
  };

  #end(how: 'finish' | 'drop'): void {
    if (this.#pointerId === null || this.drawing === null) return;
    this.#pointerId = null;
    this[how](this.drawing);
  }

  #at(): Position {
    const { x, y } = this.editor.inputs.currentPagePoint;
    return { x, y };
  }
}

/** What the tools of an editor draw on, from now on. */
export function giveDrawing(editor: Editor, drawing: Drawing | null): void {
  for (const id of DRAWING_TOOLS) {
    const tool = editor.getStateDescendant(id);
    if (tool instanceof DrawingTool) tool.drawing = drawing;
  }
}
