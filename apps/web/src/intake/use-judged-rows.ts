import { observePoints, readPoints, recordTrace } from '@gongyi/board';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Doc } from 'yjs';
import type { SessionView } from '../api/trpc.ts';
import type { CommonFields, IntakeRow } from './rows/intake-row.ts';
import { type JudgedRow, judgeRows, plainText, type RowEdits } from './rows/judge-rows.ts';

/** What others write meanwhile counts, but not at every key that they press. */
const LOOK_AGAIN_MS = 2_000;

type Wanted = { readonly deleted: boolean; readonly sameText: boolean };

export type JudgedRows = {
  readonly judged: readonly JudgedRow[];
  /** Points that the session has. */
  readonly there: number;
  readonly wanted: Wanted;
  readonly want: (change: Partial<Wanted>) => void;
  readonly edits: RowEdits;
  readonly edit: (number: number, cells: IntakeRow['cells']) => void;
  readonly setRemoved: (number: number, removed: boolean) => void;
};

const NO_EDITS: RowEdits = new Map();
const NONE: ReadonlySet<number> = new Set();
const NOTHING_WANTED: Wanted = { deleted: false, sameText: false };

type Changes = {
  readonly of: unknown;
  readonly edits: RowEdits;
  readonly removed: ReadonlySet<number>;
  readonly wanted: Wanted;
};

/**
 * What becomes of each row beside what the session has. `source` is what the rows come from (a
 * sheet, or the paste): with another one the person's changes to single rows are gone. While
 * `isFrozen` the answer stays as it is.
 */
export function useJudgedRows(
  session: SessionView,
  doc: Doc,
  rows: readonly IntakeRow[],
  source: unknown,
  common: CommonFields,
  isFrozen: boolean,
): JudgedRows {
  const [kept, setKept] = useState<Changes>({ of: null, edits: NO_EDITS, removed: NONE, wanted: NOTHING_WANTED });
  const changes = useMemo<Changes>(
    () => (kept.of === source ? kept : { of: source, edits: NO_EDITS, removed: NONE, wanted: NOTHING_WANTED }),
    [kept, source],
  );
  const version = useVersion(doc, isFrozen);
  const { id: sessionId, themes, anonymous } = session;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for what the document holds
  const present = useMemo(() => {
    const points = readPoints(doc);
    return { count: points.length, texts: new Set(points.map(({ text }) => plainText(text))) };
  }, [doc, version]);
  const judged = useMemo(
    () =>
      judgeRows(rows, {
        sessionId,
        themes,
        common,
        anonymous,
        edits: changes.edits,
        removed: changes.removed,
        wanted: changes.wanted,
        traceOf: (id) => recordTrace(doc, id),
        texts: present.texts,
        now: Date.now(),
      }),
    [rows, sessionId, themes, common, anonymous, changes, doc, present],
  );

  const want = useCallback(
    (change: Partial<Wanted>) => setKept({ ...changes, wanted: { ...changes.wanted, ...change } }),
    [changes],
  );
  const edit = useCallback(
    (number: number, cells: IntakeRow['cells']) =>
      setKept({ ...changes, edits: new Map([...changes.edits, [number, cells]]) }),
    [changes],
  );
  const setRemoved = useCallback(
    (number: number, isRemoved: boolean) => {
      const removed = new Set(changes.removed);
      if (isRemoved) removed.add(number);
      else removed.delete(number);
      setKept({ ...changes, removed });
    },
    [changes],
  );
  return { judged, there: present.count, wanted: changes.wanted, want, edits: changes.edits, edit, setRemoved };
}

/** Goes up some time after the points have changed. */
function useVersion(doc: Doc, isFrozen: boolean): number {
  const [version, setVersion] = useState(0);
  useEffect(() => {
    if (isFrozen) return;
    setVersion((before) => before + 1);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = observePoints(doc, () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        setVersion((before) => before + 1);
      }, LOOK_AGAIN_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [doc, isFrozen]);
  return version;
}
