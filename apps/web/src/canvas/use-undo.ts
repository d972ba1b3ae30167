import { createUndo, OWN_EDIT } from '@gongyi/board';
import { useEffect, useMemo, useState } from 'react';
import type { Doc, UndoManager } from 'yjs';

export type Undo = {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly undo: () => void;
  readonly redo: () => void;
  /** What follows is taken back by itself, not together with what came before. */
  readonly beginStep: () => void;
  /** Everything until the returned function is called is one step, however long it takes. */
  readonly holdStep: () => () => void;
};

const NOTHING = { canUndo: false, canRedo: false };

/** Taking back one's own edits of the document; never those of others, and never tldraw's history, which is about records. */
export function useUndo(doc: Doc): Undo {
  const [manager, setManager] = useState<UndoManager | null>(null);
  const [possible, setPossible] = useState(NOTHING);

  useEffect(() => {
    const created = createUndo(doc, OWN_EDIT);
    const refresh = (): void => {
      const next = { canUndo: created.canUndo(), canRedo: created.canRedo() };
      setPossible((old) => (old.canUndo === next.canUndo && old.canRedo === next.canRedo ? old : next));
    };
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

  return useMemo(
    () => ({
      ...possible,
      undo: () => void manager?.undo(),
      redo: () => void manager?.redo(),
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
    }),
    [possible, manager],
  );
}
