import type { ClusterView, Point } from '@gongyi/board';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../api/trpc.ts';
import type { RankedCard } from '../session/outcomes/rank-cards.ts';
import { groupByTheme } from '../session/points/group-by-theme.ts';
import { foldClusters } from './fold-clusters.ts';

/** What stands in the list once: a point, or a cluster with its points. */
export type ListRow = {
  /** Of the point or the cluster. */
  readonly id: string;
  readonly point: Point;
  readonly cluster: ClusterView | undefined;
  /** In words, where it stands among the endorsed. */
  readonly rank: string | undefined;
};

export type ListSection = {
  readonly key: string;
  readonly name: string;
  /** Of its theme. */
  readonly color: string | undefined;
  readonly rows: readonly ListRow[];
};

type Listed = {
  readonly session: SessionView;
  readonly shown: readonly Point[];
  readonly clusters: readonly ClusterView[];
  /** All that got votes, when the list goes by them; null when it goes by themes. */
  readonly ranking: readonly RankedCard[] | null;
  readonly isFiltered: boolean;
};

/** The list from its beginning to its end, in the order in which it is read. */
export function useListSections({ session, shown, clusters, ranking, isFiltered }: Listed): readonly ListSection[] {
  const { t } = useTranslation();
  const { themes } = session;
  return useMemo(() => {
    const { standIns, clusterOf } = foldClusters(shown, clusters);
    const rowOf = (point: Point, rank?: string): ListRow => {
      const cluster = clusterOf.get(point.id);
      return { id: cluster?.id ?? point.id, point, cluster, rank };
    };
    return ranking === null ? byTheme() : byVotes(ranking);

    function byTheme(): ListSection[] {
      return groupByTheme(themes, standIns)
        .filter(({ points }) => points.length > 0 || !isFiltered)
        .map(({ theme, isInbox, points }) => ({
          key: theme?.id ?? `none-${isInbox}`,
          name: theme?.name ?? t(isInbox ? 'points.list.inbox' : 'points.list.otherThemes'),
          color: theme?.color,
          rows: points.map((point) => rowOf(point)),
        }));
    }

    /** The first is the most endorsed; what got no votes comes last, under a heading of its own. */
    function byVotes(results: readonly RankedCard[]): ListSection[] {
      const byCard = new Map(standIns.map((point) => [rowOf(point).id, point]));
      const ranked = results.flatMap(({ card, rank, tied }) => {
        const point = byCard.get(card.id);
        if (point === undefined) return [];
        return [rowOf(point, t(tied ? 'deliberate.list.tied' : 'deliberate.list.rank', { rank }))];
      });
      const endorsed = new Set(ranked.map(({ point }) => point.id));
      const others = standIns.filter(({ id }) => !endorsed.has(id)).map((point) => rowOf(point));
      return [
        { key: 'ranking', name: t('deliberate.list.ranking'), color: undefined, rows: ranked },
        { key: 'others', name: t('deliberate.list.noVotes'), color: undefined, rows: others },
      ].filter(({ rows }) => rows.length > 0);
    }
  }, [themes, shown, clusters, ranking, isFiltered, t]);
}

/**
 * The points and clusters in the order in which the keyboard goes through them: a cluster before
 * its points.
 */
export function stopsOf(sections: readonly ListSection[]): readonly string[] {
  return sections.flatMap(({ rows }) => rows.flatMap(idsInRow));
}

/** All that stands in a row: a point, or a cluster and its points. */
export function idsInRow({ id, cluster }: ListRow): readonly string[] {
  return cluster === undefined ? [id] : [id, ...cluster.members.map((member) => member.id)];
}
