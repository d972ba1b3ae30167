import {
  boundsOf,
  comparePoints,
  meets,
  observeStrokes,
  type Rect,
  readStroke,
  readStrokes,
  type Stroke,
  widened,
} from '@gongyi/board';
import type { Doc } from 'yjs';
import { distanceOfLines, type Position } from './line-distance.ts';
import { pointsOf } from './stroke-path.ts';

/** A stroke with what painting and erasing ask of it again and again. */
export type Drawn = {
  readonly stroke: Stroke;
  readonly points: readonly Position[];
  /** Around its points, page pixels; how wide it is painted depends on the zoom. */
  readonly bounds: Rect;
};

export type StrokeIndex = {
  readonly size: () => number;
  readonly get: (id: string) => Drawn | null;
  readonly all: () => Iterable<Drawn>;
  /** Those that come near a part of the page, in the order in which they were drawn. */
  readonly within: (area: Rect) => Drawn[];
  /**
   * Those that a pointer touched on its way; `reachOf` says how far from its points a stroke still
   * is touched.
   */
  readonly touched: (from: Position, to: Position, reachOf: (stroke: Stroke) => number) => Drawn[];
  /**
   * Told of the parts of the page that look different, after the index changed. Returns how to
   * stop.
   */
  readonly onChange: (listener: (parts: readonly Rect[]) => void) => () => void;
  /** Reads the document and keeps to it until the returned function is called; empty before. */
  readonly follow: () => () => void;
};

/**
 * The strokes of a document and where they lie. Each question looks at the bounds of all of them:
 * there are two thousand at most, which is quicker than any grid would have to be.
 */
export function createStrokeIndex(doc: Doc): StrokeIndex {
  const byId = new Map<string, Drawn>();
  const listeners = new Set<(parts: readonly Rect[]) => void>();

  function tell(parts: readonly Rect[]): void {
    if (parts.length > 0) for (const listener of listeners) listener(parts);
  }

  /** Gives the parts of the page that it changed. */
  function refresh(id: string): Rect[] {
    const before = byId.get(id);
    const stroke = readStroke(doc, id);
    const after = stroke === null ? null : drawn(stroke);
    if (after === null) byId.delete(id);
    else byId.set(id, after);
    return [before, after].flatMap((one) => one?.bounds ?? []);
  }

  return {
    size: () => byId.size,
    get: (id) => byId.get(id) ?? null,
    all: () => byId.values(),
    within(area) {
      const found = [...byId.values()].filter(({ bounds }) => meets(bounds, area));
      return found.sort((a, b) => comparePoints(a.stroke, b.stroke));
    },
    touched(from, to, reachOf) {
      const way = boundsOf([from, to]);
      return [...byId.values()].filter(({ stroke, points, bounds }) => {
        const reach = reachOf(stroke);
        return meets(widened(bounds, reach), way) && isNear(points, from, to, reach);
      });
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    follow() {
      for (const stroke of readStrokes(doc)) byId.set(stroke.id, drawn(stroke));
      tell([...byId.values()].map(({ bounds }) => bounds));
      const stop = observeStrokes(doc, ({ added, removed, changed }) => {
        tell([...added, ...removed, ...changed].flatMap(refresh));
      });
      return () => {
        stop();
        byId.clear();
      };
    },
  };
}

function drawn(stroke: Stroke): Drawn {
  const points = pointsOf(stroke.path);
  return { stroke, points, bounds: boundsOf(points) };
}

function isNear(points: readonly Position[], from: Position, to: Position, reach: number): boolean {
  return points.some((point, at) => distanceOfLines(points[at - 1] ?? point, point, from, to) <= reach);
}
