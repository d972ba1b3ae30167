import { addPointToTheme, observePoints, type Point, settleOwnPlaces, type ThemeArea, themeAreas } from '@gongyi/board';
import { allows, type PointSource } from '@gongyi/domain';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { SessionView } from '../api/trpc.ts';
import { usePoints } from './use-points.ts';
import { type SessionDocument, useSessionDocument } from './use-session-document.ts';
import { useUnsentPoints } from './use-unsent-points.ts';

/** Cards are settled once a burst of changes is over. Those who may move everybody's wait longer, so that authors come first. */
const SETTLE_OWN_MS = 250;
const SETTLE_ALL_MS = 1_500;

export type NewPoint = { readonly themeId: string; readonly text: string; readonly source: PointSource | null };

export type SessionPoints = {
  readonly document: SessionDocument;
  /** Oldest first. */
  readonly points: readonly Point[];
  readonly areas: readonly ThemeArea[];
  /** Ids of my points that the server has not confirmed. */
  readonly unsent: ReadonlySet<string>;
  /** Returns its id. */
  readonly add: (point: NewPoint) => string;
};

/** Everything that a page of points works with: the live document, what is not sent yet, and cards that keep out of each other's way. */
export function useSessionPoints(session: SessionView): SessionPoints {
  const document = useSessionDocument(session.id);
  const points = usePoints(document.doc);
  // Grids do not depend on the cards, so the areas are those of the campaign alone.
  const areas = useMemo(() => themeAreas(session.themes), [session.themes]);
  const unsent = useUnsentPoints(session, document, areas);
  useSettledPlaces(session, document, areas);
  useSecondChance(session, document);

  const { doc } = document;
  const { id: authorId, name: author, unit } = session.me;
  const add = useCallback(
    (point: NewPoint) => addPointToTheme(doc, { ...point, authorId, author, unit }, areas),
    [doc, areas, authorId, author, unit],
  );
  return { document, points, areas, unsent, add };
}

function useSettledPlaces(session: SessionView, { doc, synced }: SessionDocument, areas: readonly ThemeArea[]): void {
  const { standing, id } = session.me;
  const maySettleAll = allows(standing, 'point.editAny');
  const active = synced && !session.closed && (maySettleAll || allows(standing, 'point.editOwn'));
  useEffect(() => {
    if (!active) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settleSoon = (): void => {
      timer ??= setTimeout(
        () => {
          timer = undefined;
          settleOwnPlaces(doc, maySettleAll ? null : id, areas);
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
  }, [active, maySettleAll, doc, id, areas]);
}

/** What was refused while the session was closed, or under other rights, may be allowed after they changed. */
function useSecondChance(session: SessionView, { status, restart }: SessionDocument): void {
  const circumstances = JSON.stringify([session.closed, session.me.id, session.me.standing]);
  const refusedUnder = useRef<string | null>(null);
  useEffect(() => {
    if (status !== 'refused') refusedUnder.current = null;
    else if (refusedUnder.current === null) refusedUnder.current = circumstances;
    else if (refusedUnder.current !== circumstances) restart();
  }, [status, circumstances, restart]);
}
