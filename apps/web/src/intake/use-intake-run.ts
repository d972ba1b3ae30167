import { themeAreas, withInbox } from '@gongyi/board';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { SessionView } from '../api/trpc.ts';
import type { SessionDocument } from '../session/document/session-connection.ts';
import { createIntakeRun, type IntakeRun, isGoing, type RunState, undoIntake } from './intake-run.ts';
import type { IntakePoint } from './rows/judge-rows.ts';

type Undone = { readonly deleted: number; readonly kept: number };

export type IntakeRunning = {
  /** Null when nothing was begun, or it was put away. */
  readonly state: RunState | null;
  readonly isGoing: boolean;
  /** What undo has done, once it was pressed. */
  readonly undone: Undone | null;
  readonly start: (points: readonly IntakePoint[]) => void;
  readonly stop: () => void;
  /** All of the import at once, except for points that became actions. */
  readonly undo: (isPromoted: (id: string) => boolean) => void;
  readonly putAway: () => void;
};

/**
 * One import at a time, driven by what the page hears of its document. Leaving the page stops it.
 */
export function useIntakeRun(session: SessionView, document: SessionDocument): IntakeRunning {
  const run = useRef<IntakeRun | null>(null);
  const [state, setState] = useState<RunState | null>(null);
  const [undone, setUndone] = useState<Undone | null>(null);
  const now = useRef({ session, document });
  now.current = { session, document };

  // Each state of the document may be the one that says that everything is stored.
  useEffect(() => run.current?.look(document), [document]);
  useEffect(() => () => run.current?.stop(), []);
  const going = state !== null && isGoing(state.phase);
  useEffect(() => {
    if (!going) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [going]);

  const start = useCallback((points: readonly IntakePoint[]) => {
    const { session, document } = now.current;
    const begun = createIntakeRun({
      points,
      authorId: session.me.author.id,
      areas: themeAreas(withInbox(session.themes)),
      onChange: () => {
        if (run.current === begun) setState(begun.state());
      },
    });
    run.current = begun;
    setUndone(null);
    setState(begun.state());
    begun.look(document);
  }, []);

  const stop = useCallback(() => run.current?.stop(), []);
  const undo = useCallback((isPromoted: (id: string) => boolean) => {
    const ids = run.current?.written() ?? [];
    const deleted = undoIntake(now.current.document.doc, ids, isPromoted);
    setUndone({ deleted, kept: ids.filter(isPromoted).length });
  }, []);
  const putAway = useCallback(() => {
    run.current = null;
    setState(null);
    setUndone(null);
  }, []);
  return { state, isGoing: going, undone, start, stop, undo, putAway };
}
