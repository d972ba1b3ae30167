import { createUndo, OWN_EDIT } from '@gongyi/board';
import type { SessionRights } from '@gongyi/domain';
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Doc, UndoManager } from 'yjs';
import { useLiveEvent } from '../api/live-event.ts';
import { canTakeBack, losesRights } from '../points/point-rights.ts';
import { useSession } from '../sessions/session-gate.tsx';
import { noteRights, rightsOf, type Step, takeWithinReach } from './undo-reach.ts';
import { useLatest } from './use-latest.ts';

export type Undo = {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** There is something to take back, and the person lost a right since they did it: the server would refuse, and this page begin anew. */
  readonly isOutOfReach: boolean;
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

/** The rights under which the next step to take back, and to repeat, was taken; null when there is none. */
type Tops = { readonly undo: SessionRights | null; readonly redo: SessionRights | null };

const NOTHING: Tops = { undo: null, redo: null };

/** Taking back one's own edits of the document; never those of others, and never tldraw's history, which is about records. */
export function useUndo(doc: Doc): Undo {
  const [manager, setManager] = useState<UndoManager | null>(null);
  const series = useRef<symbol | null>(null);
  const [tops, setTops] = useState(NOTHING);
  const session = useSession();
  const { rights } = session;
  const rightsNow = useLatest(rights);
  const mayTakeBack = canTakeBack(session);
  const canUndo = mayTakeBack && tops.undo !== null && !losesRights(tops.undo, rights);
  const canRedo = mayTakeBack && tops.redo !== null && !losesRights(tops.redo, rights);
  const isOutOfReach = tops.undo !== null && losesRights(tops.undo, rights);

  useEffect(() => {
    const created = createUndo(doc, OWN_EDIT);
    const refresh = (): void => setTops((old) => topsOf(created, old));
    created.on('stack-item-added', ({ stackItem }) => {
      noteRights(stackItem, rightsNow.current);
      if (series.current !== null) stackItem.meta.set(SERIES, series.current);
      refresh();
    });
    created.on('stack-item-popped', refresh);
    created.on('stack-cleared', refresh);
    setManager(created);
    return () => {
      created.destroy();
      setManager(null);
      setTops(NOTHING);
    };
  }, [doc, rightsNow]);

  // What one did before was taken back already, or given back: to undo it once more would write a deleted word twice.
  const forgetAll = useCallback(() => manager?.clear(), [manager]);
  useLiveEvent('session.restored', session.id, forgetAll);

  return useMemo(
    () => ({
      canUndo,
      canRedo,
      isOutOfReach,
      undo() {
        if (!canUndo || manager === null) return;
        takeWithinReach(rights, manager.undoStack, (stack) => takeSeries(series, () => manager.undo(), stack));
        setTops((old) => topsOf(manager, old));
      },
      redo() {
        if (!canRedo || manager === null) return;
        takeWithinReach(rights, manager.redoStack, (stack) => takeSeries(series, () => manager.redo(), stack));
        setTops((old) => topsOf(manager, old));
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
    [canUndo, canRedo, isOutOfReach, rights, manager],
  );
}

function topsOf({ undoStack, redoStack }: UndoManager, old: Tops): Tops {
  const next = { undo: rightsOf(undoStack.at(-1)), redo: rightsOf(redoStack.at(-1)) };
  return old.undo === next.undo && old.redo === next.redo ? old : next;
}

/** Takes one step, and on while the next one belongs to the same series; what takes those back is a series again. */
function takeSeries(series: RefObject<symbol | null>, take: () => Step | null, stack: readonly Step[]): void {
  const first = stack.at(-1)?.meta.get(SERIES);
  if (typeof first !== 'symbol') {
    take();
    return;
  }
  series.current = first;
  while (stack.at(-1)?.meta.get(SERIES) === first) if (!take()) break;
  series.current = null;
}
