import { createUndo, OWN_EDIT } from '@gongyi/board';
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Doc, UndoManager } from 'yjs';
import { useLiveEvent } from '../../api/live-event.ts';
import { useSession } from '../../session/session-gate.tsx';
import {
  isWithinReach,
  noteReach,
  type Reach,
  reachOf,
  type Step,
  type StepKind,
  takeWithinReach,
} from './undo-reach.ts';
import { useLatest } from './use-latest.ts';

export type Undo = {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /**
   * There is something to take back, and the person lost a right that it needs: the server would
   * refuse, and this page begin anew.
   */
  readonly isOutOfReach: boolean;
  readonly undo: () => void;
  readonly redo: () => void;
  /** What follows is taken back by itself, not together with what came before. */
  readonly beginStep: () => void;
  /** Everything until the returned function is called is one step, however long it takes. */
  readonly holdStep: () => () => void;
  /**
   * The transactions of `run` are taken back together, but each as one of its own: a huge one would
   * not pass the server.
   */
  readonly asOneStep: (run: () => void, kind?: StepKind) => void;
};

/** Steps of one series are taken back together. */
type Series = { readonly kind: StepKind };

/** In a step's notes: the series that it belongs to. */
const SERIES = 'series';

/** Of the next step to take back, and to repeat; null when there is none. */
type Tops = { readonly undo: Reach | null; readonly redo: Reach | null };

const NOTHING: Tops = { undo: null, redo: null };

/**
 * Taking back one's own edits of the document; never those of others, and never tldraw's history,
 * which is about records.
 */
export function useUndo(doc: Doc): Undo {
  const [manager, setManager] = useState<UndoManager | null>(null);
  const series = useRef<Series | null>(null);
  const [tops, setTops] = useState(NOTHING);
  const session = useSession();
  const { id, closed, rights } = session;
  const rightsNow = useLatest(rights);
  const canUndo = tops.undo !== null && isWithinReach(tops.undo, session);
  const canRedo = tops.redo !== null && isWithinReach(tops.redo, session);
  const isOutOfReach = tops.undo !== null && !canUndo;

  useEffect(() => {
    const created = createUndo(doc, OWN_EDIT);
    const refresh = (): void => setTops((old) => topsOf(created, old));
    created.on('stack-item-added', ({ stackItem }) => {
      noteReach(stackItem, { kind: series.current?.kind ?? 'points', rights: rightsNow.current });
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

  // What one did before was taken back already, or given back: to undo it once more would write a
  // deleted word twice.
  const forgetAll = useCallback(() => manager?.clear(), [manager]);
  useLiveEvent('session.restored', id, forgetAll);

  return useMemo(
    () => ({
      canUndo,
      canRedo,
      isOutOfReach,
      undo() {
        if (!canUndo || manager === null) return;
        const take = (stack: readonly Step[]): void => takeSeries(series, () => manager.undo(), stack);
        takeWithinReach({ closed, rights }, manager.undoStack, take);
        setTops((old) => topsOf(manager, old));
      },
      redo() {
        if (!canRedo || manager === null) return;
        const take = (stack: readonly Step[]): void => takeSeries(series, () => manager.redo(), stack);
        takeWithinReach({ closed, rights }, manager.redoStack, take);
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
      asOneStep: (run, kind = 'points') => {
        const usual = manager?.captureTimeout ?? 0;
        series.current = { kind };
        if (manager !== null) manager.captureTimeout = 0;
        run();
        if (manager !== null) manager.captureTimeout = usual;
        manager?.stopCapturing();
        series.current = null;
      },
    }),
    [canUndo, canRedo, isOutOfReach, closed, rights, manager],
  );
}

/**
 * The old ones while nothing about them is different, so that the canvas is not drawn again for
 * each step.
 */
function topsOf({ undoStack, redoStack }: UndoManager, old: Tops): Tops {
  const next = { undo: reachOf(undoStack.at(-1)), redo: reachOf(redoStack.at(-1)) };
  return isSame(old.undo, next.undo) && isSame(old.redo, next.redo) ? old : next;
}

function isSame(a: Reach | null, b: Reach | null): boolean {
  return a?.kind === b?.kind && a?.rights === b?.rights;
}

function seriesOf(step: Step | undefined): Series | null {
  return (step?.meta.get(SERIES) as Series | undefined) ?? null;
}

/**
 * Takes one step, and on while the next one belongs to the same series; what takes those back is a
 * series again.
 */
function takeSeries(series: RefObject<Series | null>, take: () => Step | null, stack: readonly Step[]): void {
  const first = seriesOf(stack.at(-1));
  if (first === null) {
    take();
    return;
  }
  series.current = first;
  while (seriesOf(stack.at(-1)) === first) if (!take()) break;
  series.current = null;
}
