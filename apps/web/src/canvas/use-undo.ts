import { createUndo, OWN_EDIT } from '@gongyi/board';
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Doc, UndoManager } from 'yjs';
import { useLiveEvent } from '../api/live-event.ts';
import { canDraw, canTakeBack } from '../points/point-rights.ts';
import { useSession } from '../sessions/session-gate.tsx';

export type Undo = {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly undo: () => void;
  readonly redo: () => void;
  /** What follows is taken back by itself, not together with what came before. */
  readonly beginStep: () => void;
  /** Everything until the returned function is called is one step, however long it takes. */
  readonly holdStep: () => () => void;
  /** The transactions of `run` are taken back together, but each as one of its own: a huge one would not pass the server. */
  readonly asOneStep: (run: () => void, kind?: StepKind) => void;
};

/** Who may take it back: whoever may change points, or whoever may draw. */
type StepKind = 'points' | 'drawing';

/** Steps of one series are taken back together. */
type Series = { readonly kind: StepKind };

/** In a step's notes: the series that it belongs to. */
const SERIES = 'series';

type Possible = { readonly undo: StepKind | null; readonly redo: StepKind | null };
const NOTHING: Possible = { undo: null, redo: null };

/** Taking back one's own edits of the document; never those of others, and never tldraw's history, which is about records. */
export function useUndo(doc: Doc): Undo {
  const [manager, setManager] = useState<UndoManager | null>(null);
  const series = useRef<Series | null>(null);
  const [possible, setPossible] = useState(NOTHING);
  const session = useSession();
  const [mayTakeBack, mayDraw] = [canTakeBack(session), canDraw(session)];

  useEffect(() => {
    const created = createUndo(doc, OWN_EDIT);
    const refresh = (): void => {
      const next = { undo: kindOf(created.undoStack.at(-1)), redo: kindOf(created.redoStack.at(-1)) };
      setPossible((old) => (old.undo === next.undo && old.redo === next.redo ? old : next));
    };
    // Before it is asked of what kind the step is.
    created.on('stack-item-added', ({ stackItem }) => {
      if (series.current !== null) stackItem.meta.set(SERIES, series.current);
    });
    created.on('stack-item-added', refresh);
    created.on('stack-item-popped', refresh);
    created.on('stack-cleared', refresh);
    setManager(created);
    return () => {
      created.destroy();
      setManager(null);
      setPossible(NOTHING);
    };
  }, [doc]);

  // What one did before was taken back already, or given back: to undo it once more would write a deleted word twice.
  const forgetAll = useCallback(() => manager?.clear(), [manager]);
  useLiveEvent('session.restored', session.id, forgetAll);

  return useMemo(() => {
    const may = (kind: StepKind | null): boolean => (kind === 'drawing' ? mayDraw : kind !== null && mayTakeBack);
    return {
      canUndo: may(possible.undo),
      canRedo: may(possible.redo),
      undo() {
        if (!may(kindOf(manager?.undoStack.at(-1)))) return;
        takeSeries(
          series,
          () => manager?.undo(),
          () => manager?.undoStack.at(-1),
        );
      },
      redo() {
        if (!may(kindOf(manager?.redoStack.at(-1)))) return;
        takeSeries(
          series,
          () => manager?.redo(),
          () => manager?.redoStack.at(-1),
        );
      },
      beginStep: () => manager?.stopCapturing(),
      holdStep: () => {
        if (manager === null) return () => undefined;
        manager.stopCapturing();
        const usual = manager.captureTimeout;
        manager.captureTimeout = Number.POSITIVE_INFINITY;
        return () => {
          manager.captureTimeout = usual;
        };
      },
      asOneStep: (run, kind = 'points') => {
        const usual = manager?.captureTimeout ?? 0;
        series.current = { kind };
        if (manager !== null) manager.captureTimeout = 0;
        run();
        if (manager !== null) manager.captureTimeout = usual;
        manager?.stopCapturing();
        series.current = null;
      },
    };
  }, [possible, manager, mayTakeBack, mayDraw]);
}

type StackItem = { readonly meta: Map<unknown, unknown> };

function seriesOf(step: StackItem | undefined): Series | null {
  return (step?.meta.get(SERIES) as Series | undefined) ?? null;
}

function kindOf(step: StackItem | undefined): StepKind | null {
  return step === undefined ? null : (seriesOf(step)?.kind ?? 'points');
}

/** Takes one step, and on while the next one belongs to the same series; what takes those back is a series again. */
function takeSeries(
  series: RefObject<Series | null>,
  take: () => StackItem | null | undefined,
  next: () => StackItem | undefined,
): void {
  const first = seriesOf(next());
  if (first === null) {
    take();
    return;
  }
  series.current = first;
  while (seriesOf(next()) === first) if (!take()) break;
  series.current = null;
}
