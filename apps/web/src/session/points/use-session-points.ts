import {
  addPointToTheme,
  observePoints,
  type Point,
  placeableAreas,
  settleOwnPlaces,
  type ThemeArea,
  themeAreas,
  withInbox,
} from '@gongyi/board';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { SessionView } from '../../api/trpc.ts';
import { canWrite } from '../document/point-rights.ts';
import { isWaiting, type SaveState, saveStateOf, withPrivatePoints } from '../document/save-state.ts';
import { usePoints } from '../document/use-points.ts';
import { type SessionDocument, useSessionDocument } from '../document/use-session-document.ts';
import { wantPoint } from '../document/wanted-point.ts';
import { latePoints, putIntoInbox } from '../private/late-points.ts';
import type { PrivateContent } from '../private/private-outbox.ts';
import { type PrivatePoints, usePrivatePoints } from '../private/use-private-points.ts';

/**
 * Cards are settled once a burst of changes is over. Those who may move everybody's wait longer, so
 * that authors come first.
 */
const SETTLE_OWN_MS = 250;
const SETTLE_ALL_MS = 1_500;

const NOTHING: ReadonlySet<string> = new Set();

export type NewPoint = PrivateContent;

export type LatePoints = { readonly count: number; readonly dismiss: () => void };

export type SessionPoints = {
  readonly document: SessionDocument;
  /** Oldest first. */
  readonly points: readonly Point[];
  readonly areas: readonly ThemeArea[];
  readonly save: SaveState;
  /** Ids of points with changes of mine that the server has not confirmed. */
  readonly unsaved: ReadonlySet<string>;
  /** The same, but empty for the moment that saving takes. */
  readonly waiting: ReadonlySet<string>;
  /**
   * Points that came when their themes were closed, and that are in the inbox now; until that is
   * dismissed.
   */
  readonly late: LatePoints;
  /** Of this person, until they are revealed. */
  readonly own: PrivatePoints;
  /** To the document, or to the private points while these are written. Returns its id. */
  readonly add: (point: NewPoint) => string;
};

/**
 * Everything that a page of points works with: the live document, what is not saved yet, and cards
 * that keep out of each other's way.
 */
export function useSessionPoints(session: SessionView): SessionPoints {
  const document = useSessionDocument(session);
  const points = usePoints(document.doc);
  // Grids do not depend on the cards, so the areas are those of the campaign alone.
  const areas = useMemo(() => themeAreas(withInbox(session.themes)), [session.themes]);
  useSettledPlaces(session, document, areas);
  useSecondChance(session, document);
  const late = useLatePoints(session, document, areas);

  const { doc } = document;
  const own = usePrivatePoints(session, document, points, areas);
  const mayWrite = canWrite(session);
  const save = withPrivatePoints(saveStateOf(document, mayWrite), own.waiting, mayWrite);
  const ofDocument = document.unsaved.points;
  const ofOwn = own.waiting.ids;
  const unsaved = useMemo(
    () => (ofOwn.size === 0 ? ofDocument : new Set([...ofDocument, ...ofOwn])),
    [ofDocument, ofOwn],
  );
  const { id: authorId, name: author, unit } = session.me.author;
  const { addPrivately } = session.rights;
  const { add: addOwn } = own;
  const add = useCallback(
    (point: NewPoint) => {
      const id = addPrivately ? addOwn(point) : addPointToTheme(doc, { ...point, authorId, author, unit }, areas);
      // It comes last, and whoever wrote it looks for it.
      wantPoint(id);
      return id;
    },
    [addPrivately, addOwn, doc, areas, authorId, author, unit],
  );
  return { document, points, areas, save, unsaved, waiting: isWaiting(save) ? unsaved : NOTHING, late, own, add };
}

function useSettledPlaces(session: SessionView, { doc, synced }: SessionDocument, areas: readonly ThemeArea[]): void {
  const { id } = session.me.author;
  const { rights } = session;
  const { editAny: maySettleAll, editOwn } = rights;
  const active = synced && !session.closed && (maySettleAll || editOwn);
  const where = useMemo(() => (maySettleAll ? areas : placeableAreas(areas, rights)), [maySettleAll, areas, rights]);
  useEffect(() => {
    if (!active) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settleSoon = (): void => {
      timer ??= setTimeout(
        () => {
          timer = undefined;
          settleOwnPlaces(doc, maySettleAll ? null : id, where);
        },
        maySettleAll ? SETTLE_ALL_MS : SETTLE_OWN_MS,
      );
    };
    settleSoon();
    const stop = observePoints(doc, ({ local }) => {
      if (!local) settleSoon();
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [active, maySettleAll, doc, id, where]);
}

/**
 * A thought that comes late is still worth having: nobody has to write it again because a stage
 * ended while they were offline.
 */
function useLatePoints(session: SessionView, document: SessionDocument, areas: readonly ThemeArea[]): LatePoints {
  const { doc, synced, takenBack, dismissTakenBack } = document;
  const [count, setCount] = useState(0);
  useEffect(() => {
    if (takenBack === null || takenBack.full !== null || !synced) return;
    const late = latePoints(doc, takenBack.points, session);
    if (late.length === 0) return;
    putIntoInbox(doc, late, areas);
    setCount((before) => before + late.length);
    if (late.length === takenBack.changes) dismissTakenBack();
  }, [session, doc, synced, takenBack, dismissTakenBack, areas]);
  const dismiss = useCallback(() => setCount(0), []);
  return { count, dismiss };
}

/**
 * What was refused while the session was closed, or under other rights, may be allowed after they
 * changed.
 */
function useSecondChance(session: SessionView, { status, restart }: SessionDocument): void {
  const circumstances = JSON.stringify([session.closed, session.me.author.id, session.rights]);
  const refusedUnder = useRef<string | null>(null);
  useEffect(() => {
    if (status !== 'refused') refusedUnder.current = null;
    else if (refusedUnder.current === null) refusedUnder.current = circumstances;
    else if (refusedUnder.current !== circumstances) restart();
  }, [status, circumstances, restart]);
}
