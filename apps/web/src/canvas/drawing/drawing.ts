import { addStroke, deleteStrokes, OWN_EDIT, type Stroke } from '@gongyi/board';
import { LIMITS, type StrokeColor, type StrokeWidth } from '@gongyi/domain';
import { type Atom, atom, type Editor, type Signal } from '@tldraw/tldraw';
import type { Doc } from 'yjs';
import { type CanvasRights, mayErase } from '../cards/canvas-rights.ts';
import { chosenDrawingTool } from './chosen-drawing-tool.ts';
import { strokeWidth } from './draw-strokes.ts';
import { createInkLine, type InkLine } from './ink-line.ts';
import type { Position } from './line-distance.ts';
import type { StrokeIndex } from './stroke-index.ts';
import { pathsOf } from './stroke-path.ts';

export type DrawingNote =
  | { readonly kind: 'drawingEnded' | 'lineDropped' | 'notErased' | 'drawingFull' }
  | { readonly kind: 'drawingCleared'; readonly count: number };

type Pen = { readonly color: StrokeColor; readonly width: StrokeWidth };

/**
 * A line that the document does not have, or that is not painted with those of the document yet.
 */
export type LiveLine = { readonly line: InkLine; readonly pen: Pen; readonly zoom: number };

export type DrawingOptions = {
  readonly editor: Editor;
  readonly doc: Doc;
  readonly strokes: StrokeIndex;
  readonly authorId: () => string;
  readonly rights: () => CanvasRights;
  /** What `run` writes is one step, which whoever may draw may take back. */
  readonly asOneStep: (run: () => void) => void;
  readonly onNote: (note: DrawingNote) => void;
};

export type Drawing = ReturnType<typeof createDrawing>;

/** CSS pixels: as far as the pointer trembles. */
const TREMBLE_PX = 0.75;
/** Strokes are kept in whole page pixels: to follow a line more closely is to follow their grid. */
const LEAST_TOLERANCE = 0.4;
/** CSS pixels around the pointer in which a stroke is erased. */
const ERASER_PX = 6;
const ERASER_OF_FINGER_PX = 14;
/**
 * Numbers of the strokes that are deleted in one transaction. Undo writes as many anew, and the
 * server reads no message of more than a megabyte.
 */
const NUMBERS_AT_ONCE = 100_000;

const NOTHING: ReadonlySet<string> = new Set();
const NO_LINES: readonly LiveLine[] = [];

/**
 * What the pen and the eraser of this page do. The document hears of a line when it is finished,
 * and of what was erased when the eraser is lifted.
 */
export function createDrawing(options: DrawingOptions) {
  const { editor, doc, strokes, authorId, rights, asOneStep, onNote } = options;
  const pen: Atom<Pen> = atom('pen', { color: 'red', width: 'fine' });
  const lines = atom('lines of this page', NO_LINES);
  const erased = atom('strokes under the eraser', NOTHING);
  let current: LiveLine | null = null;
  let isRefusalTold = false;

  function mayDraw(): boolean {
    return rights().mayDraw && !editor.getIsReadonly();
  }

  function showCurrent(): void {
    const others = lines.get().filter(({ line }) => line !== current?.line);
    lines.set(current === null ? others : [...others, current]);
  }

  function dropLine(): void {
    const dropped = current;
    current = null;
    if (dropped !== null) lines.set(lines.get().filter(({ line }) => line !== dropped.line));
  }

  function finishLine(): void {
    const finished = current;
    if (finished === null) return;
    const room = LIMITS.strokesPerSession - strokes.size();
    const paths = pathsOf(finished.line.whole());
    if (paths.length > room) onNote({ kind: 'drawingFull' });
    if (room <= 0 || !mayDraw()) {
      dropLine();
      return;
    }
    // Shown on until those of the document are painted, this one among them.
    current = null;
    asOneStep(() => {
      doc.transact(() => {
        for (const path of paths.slice(0, room)) {
          addStroke(doc, { path, ...finished.pen, authorId: authorId() });
        }
      }, OWN_EDIT);
    });
  }

  function restoreErased(): void {
    erased.set(NOTHING);
    isRefusalTold = false;
  }

  function reachOf(stroke: Stroke): number {
    const zoom = editor.getZoomLevel();
    const reach = editor.getInstanceState().isCoarsePointer ? ERASER_OF_FINGER_PX : ERASER_PX;
    return strokeWidth(stroke.width, zoom) / 2 + reach / zoom;
  }

  return {
    strokes,
    pen,
    /** For as long as the document's strokes, as they are painted, lack them. */
    lines: lines as Signal<readonly LiveLine[]>,
    erased: erased as Signal<ReadonlySet<string>>,
    mayDraw,

    /** False when nothing more can be drawn. */
    beginLine(at: Position): boolean {
      dropLine();
      if (!mayDraw()) return false;
      if (strokes.size() >= LIMITS.strokesPerSession) {
        onNote({ kind: 'drawingFull' });
        return false;
      }
      const zoom = editor.getZoomLevel();
      const tolerance = Math.max(LEAST_TOLERANCE, TREMBLE_PX / zoom);
      current = { line: createInkLine(at, tolerance), pen: pen.get(), zoom };
      showCurrent();
      return true;
    },
    goOn(to: Position): void {
      if (current === null) return;
      current.line.add(to);
      showCurrent();
    },
    finishLine,
    dropLine,
    /** Everything that the document has is painted. */
    onPainted(): void {
      if (lines.get().some(({ line }) => line !== current?.line)) lines.set(current === null ? NO_LINES : [current]);
    },

    eraseAlong(from: Position, to: Position): void {
      const touched = strokes.touched(from, to, reachOf).map(({ stroke }) => stroke);
      const own = touched.filter((stroke) => mayErase(rights(), stroke));
      if (own.length < touched.length && !isRefusalTold) {
        isRefusalTold = true;
        onNote({ kind: 'notErased' });
      }
      const before = erased.get();
      if (own.some(({ id }) => !before.has(id))) erased.set(new Set([...before, ...own.map(({ id }) => id)]));
    },
    finishErasing(): void {
      const ids = [...erased.get()];
      if (ids.length > 0 && mayDraw()) asOneStep(() => deleteInParts(ids));
      restoreErased();
    },
    restoreErased,

    /** Erases what everybody drew. */
    clear(): void {
      const ids = [...strokes.all()].map(({ stroke }) => stroke.id);
      if (ids.length === 0) return;
      asOneStep(() => deleteInParts(ids));
      onNote({ kind: 'drawingCleared', count: ids.length });
    },

    /** The person may not draw any more. */
    end(): void {
      if (chosenDrawingTool(editor) === null) return;
      const isCut = current !== null;
      dropLine();
      restoreErased();
      editor.setCurrentTool('select');
      onNote({ kind: isCut ? 'lineDropped' : 'drawingEnded' });
    },
  };

  function deleteInParts(ids: readonly string[]): void {
    let [part, numbers]: [string[], number] = [[], 0];
    for (const id of ids) {
      const length = strokes.get(id)?.stroke.path.length ?? 0;
      if (numbers + length > NUMBERS_AT_ONCE) {
        deleteStrokes(doc, part);
        [part, numbers] = [[], 0];
      }
      part.push(id);
      numbers += length;
    }
    deleteStrokes(doc, part);
  }
}
