import type { Point } from '@gongyi/board';
import type { ActionBadge } from '@gongyi/domain';
import { Skeleton, Stack, Text } from '@mantine/core';
import { type CSSProperties, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Doc } from 'yjs';
import type { SessionView } from '../api/trpc.ts';
import { isFiltering, type PointFilter } from './filter-points.ts';
import { groupByTheme } from './group-by-theme.ts';
import classes from './list-page.module.css';
import { PointItem } from './point-item.tsx';
import { canAddPoints } from './point-rights.ts';
import type { PointCommands } from './use-point-commands.ts';
import type { Selection } from './use-selection.ts';

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
  /** Left out for people who may not promote. */
  readonly selection: Selection | undefined;
};

export function ListGroups(props: Props) {
  const { session, synced, total, shown, filter } = props;
  const { t } = useTranslation();
  const groups = useMemo(() => groupByTheme(session.themes, shown), [session.themes, shown]);
  const isFiltered = isFiltering(filter);
  if (total === 0 && !synced) return <GroupsSkeleton />;
  if (shown.length === 0) return <Text className={classes.empty}>{emptyWords()}</Text>;
  return groups
    .filter(({ points }) => points.length > 0 || !isFiltered)
    .map(({ theme, points }) => (
      <section
        key={theme?.id ?? ''}
        className={classes.group}
        style={theme ? ({ '--theme-color': theme.color } as CSSProperties) : undefined}
        aria-label={theme?.name ?? t('points.list.otherThemes')}
      >
        <h2 className={classes.theme}>
          {theme?.name ?? t('points.list.otherThemes')} <span className={classes.count}>{points.length}</span>
        </h2>
        {points.length === 0 && <Text className={classes.emptyTheme}>{t('points.list.emptyTheme')}</Text>}
        {points.length > 0 && <GroupItems {...props} points={points} />}
      </section>
    ));

  function emptyWords(): string {
    if (isFiltered) return t('points.list.noneFound');
    return canAddPoints(session) ? t('points.list.empty') : t('points.list.emptyReadOnly');
  }
}

function GroupItems({ points, selection, ...props }: Props & { readonly points: readonly Point[] }) {
  return (
    <ul className={classes.items}>
      {points.map((point) => (
        <PointItem
          key={point.id}
          session={props.session}
          doc={props.doc}
          point={point}
          badge={props.badges.get(point.id)}
          unsent={props.unsent.has(point.id)}
          editing={props.editingId === point.id}
          onEdit={props.onEdit}
          commands={props.commands}
          linked={props.linkedId === point.id}
          toCanvas
          selected={selection?.has(point.id)}
          onSelect={selection?.toggle}
        />
      ))}
    </ul>
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
