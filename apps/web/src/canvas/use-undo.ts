import { createUndo, OWN_EDIT } from '@gongyi/board';
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Doc, UndoManager } from 'yjs';
import { useLiveEvent } from '../api/live-event.ts';
import { canTakeBack } from '../points/point-rights.ts';
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
  readonly asOneStep: (run: () => void) => void;
};

/** In a step's notes: the series that it belongs to. */
const SERIES = 'series';

const NOTHING = { canUndo: false, canRedo: false };

/** Taking back one's own edits of the document; never those of others, and never tldraw's history, which is about records. */
export function useUndo(doc: Doc): Undo {
  const [manager, setManager] = useState<UndoManager | null>(null);
  const series = useRef<symbol | null>(null);
  const [possible, setPossible] = useState(NOTHING);
  const session = useSession();
  const mayTakeBack = canTakeBack(session);

  useEffect(() => {
    const created = createUndo(doc, OWN_EDIT);
    const refresh = (): void => {
      const next = { canUndo: created.canUndo(), canRedo: created.canRedo() };
      setPossible((old) => (old.canUndo === next.canUndo && old.canRedo === next.canRedo ? old : next));
    };
    created.on('stack-item-added', refresh);
    created.on('stack-item-popped', refresh);
    created.on('stack-cleared', refresh);
    created.on('stack-item-added', ({ stackItem }) => {
      if (series.current !== null) stackItem.meta.set(SERIES, series.current);
    });
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

  return useMemo(
    () => ({
      ...(mayTakeBack ? possible : NOTHING),
      undo() {
        if (!mayTakeBack) return;
        takeSeries(
          series,
          () => manager?.undo(),
          () => manager?.undoStack.at(-1),
        );
      },
      redo() {
        if (!mayTakeBack) return;
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
      asOneStep: (run) => {
        const usual = manager?.captureTimeout ?? 0;
        series.current = Symbol('series');
        if (manager !== null) manager.captureTimeout = 0;
        run();
        if (manager !== null) manager.captureTimeout = usual;
        manager?.stopCapturing();
        series.current = null;
      },
    }),
    [possible, manager, mayTakeBack],
  );
}

type StackItem = { readonly meta: Map<unknown, unknown> };

/** Takes one step, and on while the next one belongs to the same series; what takes those back is a series again. */
function takeSeries(
  series: RefObject<symbol | null>,
  take: () => StackItem | null | undefined,
  next: () => StackItem | undefined,
): void {
  const first = next()?.meta.get(SERIES);
  if (typeof first !== 'symbol') {
    take();
    return;
  }
  series.current = first;
  while (next()?.meta.get(SERIES) === first) if (!take()) break;
  series.current = null;
}
