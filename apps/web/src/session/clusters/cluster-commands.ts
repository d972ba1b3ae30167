import {
  dissolveClusters,
  mergePoints,
  type PointIndex,
  placeCard,
  pointIdsOf,
  type ThemeArea,
  takeOutOfCluster,
} from '@gongyi/board';
import type { Doc } from 'yjs';

/** What was done, for the person to read. */
export type ClusterNote =
  | { readonly kind: 'merged' | 'takenOut'; readonly count: number }
  | { readonly kind: 'dissolved' };

export type ClusterCommandsOptions = {
  readonly doc: Doc;
  readonly index: PointIndex;
  /** Of all themes, and of the inbox. */
  readonly areas: () => readonly ThemeArea[];
  readonly author: () => { readonly id: string; readonly name: string };
  readonly mayMerge: () => boolean;
  readonly onNote: (note: ClusterNote) => void;
  readonly onBeginStep: () => void;
};

export type ClusterCommands = ReturnType<typeof createClusterCommands>;

/** Merging on the canvas: each is one step of undo. Cards are points and clusters, by their ids. */
export function createClusterCommands(options: ClusterCommandsOptions) {
  const { doc, index, areas, author, mayMerge, onNote, onBeginStep } = options;

  function mergeInto(targetId: string, cardIds: readonly string[]): string | null {
    const target = index.get(targetId);
    if (!mayMerge() || target === null) return null;
    const count = [targetId, ...cardIds].reduce((sum, id) => sum + pointCount(id), 0);
    const { id: authorId, name } = author();
    const clusterId = mergePoints(doc, [targetId, ...cardIds], { authorId, author: name, place: target });
    if (clusterId === null) return null;
    // A cluster that was carried to a point comes to lie where the point was.
    placeCard(doc, clusterId, target);
    onNote({ kind: 'merged', count });
    return clusterId;
  }

  function pointCount(cardId: string): number {
    const card = index.get(cardId);
    return card === null ? 0 : pointIdsOf(card).length;
  }

  return {
    mayMerge,

    /**
     * The first one stays where it is. Gives the cluster's id, or null when there was nothing to
     * merge.
     */
    merge(cardIds: readonly string[]): string | null {
      const [first, ...others] = [...new Set(cardIds)].filter((id) => index.get(id) !== null);
      if (first === undefined || others.length === 0) return null;
      onBeginStep();
      return mergeInto(first, others);
    },

    /** Cards that were just dragged onto another one: part of the same step. */
    dropOn(targetId: string, cardIds: readonly string[]): string | null {
      return mergeInto(
        targetId,
        cardIds.filter((id) => id !== targetId),
      );
    },

    takeOut(pointIds: readonly string[]): void {
      if (!mayMerge() || pointIds.length === 0) return;
      onBeginStep();
      takeOutOfCluster(doc, pointIds, areas());
      onNote({ kind: 'takenOut', count: pointIds.length });
    },

    dissolve(clusterIds: readonly string[]): void {
      if (!mayMerge() || clusterIds.length === 0) return;
      onBeginStep();
      dissolveClusters(doc, clusterIds, areas());
      onNote({ kind: 'dissolved' });
    },
  };
}
