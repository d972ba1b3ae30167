import type { Board, ClusterView, Point } from '@gongyi/board';
import { foldVotes, type RankedVotes, rankVotes, type VoteTotal } from '@gongyi/domain';

/** What is decided and endorsed as one: a point on its own, or a cluster with all its points. */
export type Card = {
  readonly id: string;
  readonly themeId: string;
  /** Of a cluster, its title, or the words of its first point. */
  readonly text: string;
  /** The point itself, or all of the cluster's, the oldest first. */
  readonly points: readonly Point[];
  readonly cluster: ClusterView | null;
};

/** Every card once; points first, then clusters, each the oldest first. */
export function cardsOf({ points, clusters }: Board): Card[] {
  return [
    ...points.map((point) => ({
      id: point.id as string,
      themeId: point.themeId,
      text: point.text,
      points: [point],
      cluster: null,
    })),
    ...clusters.map((cluster) => ({
      id: cluster.id as string,
      themeId: cluster.themeId,
      text: clusterWords(cluster),
      points: cluster.members,
      cluster,
    })),
  ];
}

export function clusterWords({ title, members }: Pick<ClusterView, 'title' | 'members'>): string {
  return title.trim() === '' ? (members[0]?.text ?? '') : title;
}

export type RankedCard = RankedVotes & {
  readonly card: Card;
  /** Others have as many votes. */
  readonly tied: boolean;
};

/** The cards that got votes, the most first; votes for what was deleted are left out. */
export function rankCards(cards: readonly Card[], totals: readonly VoteTotal[]): RankedCard[] {
  const byId = new Map(cards.map((card) => [card.id, card]));
  const cardOfPoint = new Map(cards.flatMap(({ id, points }) => points.map((point) => [point.id as string, id])));
  const ranked = rankVotes(
    foldVotes(totals, (id) => cardOfPoint.get(id) ?? null).filter(
      ({ targetId, votes }) => byId.has(targetId) && votes > 0,
    ),
  );
  const sharing = new Map<number, number>();
  for (const { rank } of ranked) sharing.set(rank, (sharing.get(rank) ?? 0) + 1);
  return ranked.flatMap((result) => {
    const card = byId.get(result.targetId);
    return card === undefined ? [] : [{ ...result, card, tied: (sharing.get(result.rank) ?? 0) > 1 }];
  });
}
