import type { Drawing } from './drawing.ts';
import { DrawingTool } from './drawing-tool.ts';
import type { Position } from './line-distance.ts';

export class PenTool extends DrawingTool {
  static override id = 'pen';

  protected begin(drawing: Drawing, at: Position): boolean {
    return drawing.beginLine(at);
  }

  protected goOn(drawing: Drawing, to: Position): void {
    drawing.goOn(to);
  }

  protected finish(drawing: Drawing): void {
    drawing.finishLine();
  }

  protected drop(drawing: Drawing): void {
    drawing.dropLine();
  }
}
