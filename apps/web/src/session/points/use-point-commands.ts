import {
  createUndo,
  deletePoints,
  dissolveClusters,
  freePlace,
  mergePoints,
  movePointToTheme,
  placeCluster,
  readCards,
  readClusters,
  type ThemeArea,
  takeOutOfCluster,
} from '@gongyi/board';
import type { SessionRights } from '@gongyi/domain';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Doc } from 'yjs';
import type { SessionView } from '../../api/trpc.ts';
import { canTakeBack, losesRights } from '../document/point-rights.ts';
import { focusPointSoon } from './point-element.ts';

/** The last thing that a page did to a point, while it is offered to take it back. */
export type Undoable = Done & {
  /** Tells one command from the next. */
  readonly key: number;
  /**
   * The person lost a right since: the server would refuse to have it taken back, and this page
   * begin anew.
   */
  readonly isOutOfReach: boolean;
};

export type PointCommands = {
  readonly remove: (pointId: string) => void;
  readonly move: (pointId: string, themeId: string) => void;
};

/** What is done to points that say the same. */
export type ClusterCommands = {
  /**
   * Points and clusters, by their ids. A cluster all of whose points are named joins as a cluster.
   */
  readonly merge: (ids: readonly string[], by: { readonly authorId: string; readonly author: string }) => void;
  readonly takeOut: (pointId: string) => void;
  readonly dissolve: (clusterId: string) => void;
  readonly moveCluster: (clusterId: string, themeId: string) => void;
};

/** What somebody did, and what they might do then. */
type Performed = Done & { readonly key: number; readonly rights: SessionRights };
type LastCommand = { readonly undo: () => void; readonly forget: () => void };
type Done = { readonly pointId: string } & (
  | { readonly kind: 'deleted' | 'takenOut' | 'dissolved' }
  | { readonly kind: 'merged'; readonly count: number }
  | { readonly kind: 'moved'; readonly themeId: string }
);

/**
 * Deleting and moving points, each with one step back. Typing in a text is not among them: its
 * field has an undo of its own.
 */
export function usePointCommands(session: SessionView, doc: Doc, areas: readonly ThemeArea[]) {
  const { rights } = session;
  const [performed, setPerformed] = useState<Performed | null>(null);
  const last = useRef<LastCommand | null>(null);
  const count = useRef(0);

  const forget = useCallback(() => {
    last.current?.forget();
    last.current = null;
    setPerformed(null);
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
      setPerformed({ ...done, key: count.current, rights });
    },
    [doc, rights],
  );

  const performedOn = performed?.pointId;
  const undo = useCallback(() => {
    last.current?.undo();
    forget();
    // Whoever takes something back looks for it, by whichever key or button.
    if (performedOn !== undefined) focusPointSoon(performedOn);
  }, [forget, performedOn]);

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
  const clusterCommands = useMemo<ClusterCommands>(
    () => ({
      merge: (ids, by) => {
        const named = new Set(ids);
        const whole = readClusters(doc).filter(({ members }) => members.every(({ id }) => named.has(id)));
        for (const { id, members } of whole) {
          for (const member of members) named.delete(member.id);
          named.add(id);
        }
        const [first] = ids;
        if (first === undefined || ids.length < 2) return;
        perform({ kind: 'merged', pointId: first, count: ids.length }, (origin) =>
          mergePoints(doc, [...named], by, origin),
        );
      },
      takeOut: (pointId) =>
        perform({ kind: 'takenOut', pointId }, (origin) => takeOutOfCluster(doc, [pointId], areas, origin)),
      dissolve: (clusterId) => {
        const first = readClusters(doc).find(({ id }) => id === clusterId)?.members[0];
        if (first === undefined) return;
        perform({ kind: 'dissolved', pointId: first.id }, (origin) =>
          dissolveClusters(doc, [clusterId], areas, origin),
        );
      },
      moveCluster: (clusterId, themeId) => {
        const others = readCards(doc).filter(({ id }) => id !== clusterId);
        perform({ kind: 'moved', pointId: clusterId, themeId }, (origin) =>
          placeCluster(doc, clusterId, { themeId, ...freePlace(areas, themeId, others) }, origin),
        );
      },
    }),
    [doc, areas, perform],
  );
  const undoable = useMemo<Undoable | null>(
    () => performed && { ...performed, isOutOfReach: losesRights(performed.rights, rights) },
    [performed, rights],
  );
  const isOffered = undoable?.isOutOfReach === true || canTakeBack(session);
  return { commands, clusterCommands, undoable: isOffered ? undoable : null, undo, forget };
}
