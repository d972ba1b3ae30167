import { createUndo, deletePoints, movePointToTheme, type ThemeArea } from '@gongyi/board';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Doc } from 'yjs';

/** The last thing that a page did to a point, while it can still be taken back. */
export type Undoable = Done & {
  /** Tells one command from the next. */
  readonly key: number;
};

export type PointCommands = {
  readonly remove: (pointId: string) => void;
  readonly move: (pointId: string, themeId: string) => void;
};

type LastCommand = { readonly undo: () => void; readonly forget: () => void };
type Done = { readonly pointId: string } & (
  | { readonly kind: 'deleted' }
  | { readonly kind: 'moved'; readonly themeId: string }
);

/** Deleting and moving points, each with one step back. Typing in a text is not among them: its field has an undo of its own. */
export function usePointCommands(doc: Doc, areas: readonly ThemeArea[]) {
  const [undoable, setUndoable] = useState<Undoable | null>(null);
  const last = useRef<LastCommand | null>(null);
  const count = useRef(0);

  const forget = useCallback(() => {
    last.current?.forget();
    last.current = null;
    setUndoable(null);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was done to a document that is gone cannot be taken back
  useEffect(() => forget, [doc, forget]);

  const perform = useCallback(
    (done: Done, edit: (origin: object) => void) => {
      last.current?.forget();
      // An origin of its own, so that undo takes back this edit and no later one.
      const origin = {};
      const history = createUndo(doc, origin);
      edit(origin);
      last.current = { undo: () => history.undo(), forget: () => history.destroy() };
      count.current += 1;
      setUndoable({ ...done, key: count.current });
    },
    [doc],
  );

  const undo = useCallback(() => {
    last.current?.undo();
    forget();
  }, [forget]);

  const commands = useMemo<PointCommands>(
    () => ({
      remove: (pointId) => perform({ kind: 'deleted', pointId }, (origin) => deletePoints(doc, [pointId], origin)),
      move: (pointId, themeId) =>
        perform({ kind: 'moved', pointId, themeId }, (origin) =>
          movePointToTheme(doc, pointId, themeId, areas, origin),
        ),
    }),
    [doc, areas, perform],
  );
  return { commands, undoable, undo, forget };
}
