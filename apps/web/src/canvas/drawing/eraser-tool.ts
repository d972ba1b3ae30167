import type { Drawing } from './drawing.ts';
import { DrawingTool } from './drawing-tool.ts';
import type { Position } from './line-distance.ts';

/** Takes whole strokes away: faint where it went, and gone when it is lifted. */
export class EraserTool extends DrawingTool {
  static override id = 'eraser';
  #last: Position = { x: 0, y: 0 };

  protected begin(drawing: Drawing, at: Position): boolean {
    this.#last = at;
    drawing.eraseAlong(at, at);
    return true;
  }

  protected goOn(drawing: Drawing, to: Position): void {
    drawing.eraseAlong(this.#last, to);
    this.#last = to;
  }

  protected finish(drawing: Drawing): void {
    drawing.finishErasing();
  }

  protected drop(drawing: Drawing): void {
    drawing.restoreErased();
  }
}
