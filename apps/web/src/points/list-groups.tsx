import type { ClusterView, Point } from '@gongyi/board';
import type { ActionBadge } from '@gongyi/domain';
import { Skeleton, Stack, Text } from '@mantine/core';
import { type CSSProperties, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Doc } from 'yjs';
import type { SessionView } from '../api/trpc.ts';
import { ClusterItem } from '../deliberate/cluster-item.tsx';
import type { RankedCard } from '../deliberate/rank-cards.ts';
import { isFiltering, type PointFilter } from './filter-points.ts';
import { foldClusters } from './fold-clusters.ts';
import { groupByTheme } from './group-by-theme.ts';
import classes from './list-page.module.css';
import { MoreRows } from './more-rows.tsx';
import { PointItem, type PointItemProps } from './point-item.tsx';
import { canAddPoints } from './point-rights.ts';
import type { ClusterCommands, PointCommands } from './use-point-commands.ts';
import type { Selection } from './use-selection.ts';
import { useShownPart } from './use-shown-part.ts';

type Props = {
  readonly session: SessionView;
  readonly doc: Doc;
  readonly synced: boolean;
  /** How many points there are without the filter. */
  readonly total: number;
  readonly shown: readonly Point[];
  readonly filter: PointFilter;
  readonly badges: ReadonlyMap<string, ActionBadge>;
  readonly unsent: ReadonlySet<string>;
  readonly editingId: string | null;
  readonly onEdit: (pointId: string | null) => void;
  readonly commands: PointCommands;
  readonly linkedId: string | null;
  /** Left out for people who may not promote or merge. */
  readonly selection: Selection | undefined;
  readonly clusters: readonly ClusterView[];
  readonly clusterCommands: ClusterCommands;
  /** All that got votes, when the list goes by them; null when it goes by themes. */
  readonly ranking: readonly RankedCard[] | null;
};

export function ListGroups(props: Props) {
  const { session, synced, total, shown, filter, clusters, ranking } = props;
  const { t } = useTranslation();
  const { standIns, clusterOf } = useMemo(() => foldClusters(shown, clusters), [shown, clusters]);
  const groups = useMemo(() => groupByTheme(session.themes, standIns), [session.themes, standIns]);
  const isFiltered = isFiltering(filter);
  if (total === 0 && !synced) return <GroupsSkeleton />;
  if (shown.length === 0) return <Text className={classes.empty}>{emptyWords()}</Text>;
  if (ranking !== null) return <Ranking {...props} ranking={ranking} standIns={standIns} clusterOf={clusterOf} />;
  return groups
    .filter(({ points }) => points.length > 0 || !isFiltered)
    .map(({ theme, isInbox, points }) => (
      <section
        key={theme?.id ?? `none-${isInbox}`}
        className={classes.group}
        style={theme ? ({ '--theme-color': theme.color } as CSSProperties) : undefined}
        aria-label={theme?.name ?? t(isInbox ? 'points.list.inbox' : 'points.list.otherThemes')}
      >
        <h2 className={classes.theme}>
          {theme?.name ?? t(isInbox ? 'points.list.inbox' : 'points.list.otherThemes')}{' '}
          <span className={classes.count}>{points.length}</span>
        </h2>
        {points.length === 0 && <Text className={classes.emptyTheme}>{t('points.list.emptyTheme')}</Text>}
        {points.length > 0 && <GroupItems {...props} points={points} clusterOf={clusterOf} />}
      </section>
    ));

  function emptyWords(): string {
    if (isFiltered) return t('points.list.noneFound');
    return canAddPoints(session) ? t('points.list.empty') : t('points.list.emptyReadOnly');
  }
}

type Folded = ReturnType<typeof foldClusters>;

/** The first is the most endorsed; what got no votes comes last, under a heading of its own. */
function Ranking({ ranking, standIns, ...props }: Props & Folded & { readonly ranking: readonly RankedCard[] }) {
  const { t } = useTranslation();
  const { clusterOf } = props;
  const byCard = new Map(standIns.map((point) => [clusterOf.get(point.id)?.id ?? point.id, point] as const));
  const ranked = ranking.flatMap((result) => {
    const point = byCard.get(result.card.id as Point['id']);
    return point === undefined ? [] : [{ point, ...result }];
  });
  const words = new Map(
    ranked.map(({ point, rank, tied }) => [
      point.id as string,
      t(tied ? 'deliberate.list.tied' : 'deliberate.list.rank', { rank }),
    ]),
  );
  const others = standIns.filter(({ id }) => !words.has(id));
  return (
    <>
      {ranked.length > 0 && (
        <section className={classes.group} aria-label={t('deliberate.list.ranking')}>
          <h2 className={classes.theme}>
            {t('deliberate.list.ranking')} <span className={classes.count}>{ranked.length}</span>
          </h2>
          <GroupItems {...props} points={ranked.map(({ point }) => point)} rankOf={words} />
        </section>
      )}
      {others.length > 0 && (
        <section className={classes.group} aria-label={t('deliberate.list.noVotes')}>
          <h2 className={classes.theme}>
            {t('deliberate.list.noVotes')} <span className={classes.count}>{others.length}</span>
          </h2>
          <GroupItems {...props} points={others} />
        </section>
      )}
    </>
  );
}

type ItemsProps = Omit<Props, 'ranking' | 'clusters'> &
  Pick<Folded, 'clusterOf'> & {
    readonly points: readonly Point[];
    readonly rankOf?: ReadonlyMap<string, string>;
  };

function GroupItems({ points, clusterOf, rankOf, ...props }: ItemsProps) {
  const { session, clusterCommands } = props;
  const mayTakeOut = !session.closed && (session.rights.move || session.rights.editAny);
  const part = useShownPart(points, { needed: [props.linkedId, props.editingId], idsOf });

  function idsOf({ id }: Point): readonly string[] {
    const cluster = clusterOf.get(id);
    return cluster === undefined ? [id] : [cluster.id, ...cluster.members.map((member) => member.id)];
  }

  return (
    <>
      <ul className={classes.items}>
        {part.shown.map((point) => {
          const cluster = clusterOf.get(point.id);
          if (cluster === undefined)
            return <Item key={point.id} {...props} point={point} rank={rankOf?.get(point.id)} />;
          return (
            <ClusterItem
              key={cluster.id}
              session={session}
              doc={props.doc}
              cluster={cluster}
              badges={props.badges}
              commands={clusterCommands}
              selection={props.selection}
              rank={rankOf?.get(point.id)}
            >
              {cluster.members.map((member) => (
                <Item
                  key={member.id}
                  {...props}
                  point={member}
                  onTakeOut={mayTakeOut ? clusterCommands.takeOut : undefined}
                />
              ))}
            </ClusterItem>
          );
        })}
      </ul>
      <MoreRows part={part} points={points} elementOf={({ id }) => clusterOf.get(id)?.id ?? id} />
    </>
  );
}

type ItemProps = Omit<ItemsProps, 'points' | 'clusterOf' | 'rankOf'> &
  Pick<PointItemProps, 'point' | 'rank' | 'onTakeOut'>;

function Item({ point, selection, badges, unsent, editingId, linkedId, ...props }: ItemProps) {
  return (
    <PointItem
      session={props.session}
      doc={props.doc}
      point={point}
      badge={badges.get(point.id)}
      unsent={unsent.has(point.id)}
      editing={editingId === point.id}
      onEdit={props.onEdit}
      commands={props.commands}
      linked={linkedId === point.id}
      toCanvas
      selected={selection?.has(point.id)}
      onSelect={selection?.toggle}
      rank={props.rank}
      {...('onTakeOut' in props && { onTakeOut: props.onTakeOut })}
    />
  );
}

function GroupsSkeleton() {
  const { t } = useTranslation();
  return (
    <Stack gap="md" role="status" aria-label={t('common.loading')}>
      <Skeleton height={28} width={220} />
      <Skeleton height={72} />
      <Skeleton height={72} />
      <Skeleton height={72} />
    </Stack>
  );
}
