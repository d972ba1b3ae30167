import type { ActionBadge } from '@gongyi/domain';
import { Skeleton, Stack, Text } from '@mantine/core';
import { type CSSProperties, Fragment, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Doc } from 'yjs';
import type { SessionView } from '../api/trpc.ts';
import { canAddPoints } from '../session/document/point-rights.ts';
import { useWantedPoint } from '../session/document/wanted-point.ts';
import { PointRow, type PointRowProps } from '../session/point-row.tsx';
import { KeepRow } from '../session/points/kept-rows.ts';
import type { RowElement } from '../session/points/point-item.tsx';
import type { ClusterCommands, PointCommands } from '../session/points/use-point-commands.ts';
import { ClusterItem } from './cluster-item.tsx';
import classes from './list-page.module.css';
import type { ListSection } from './use-list-sections.ts';
import { type DrawnRow, useRowWindow } from './use-row-window.ts';
import type { Selection } from './use-selection.ts';
import { useWholeList } from './use-whole-list.ts';

type Props = {
  readonly session: SessionView;
  readonly doc: Doc;
  readonly synced: boolean;
  /** How many points there are without the filter. */
  readonly total: number;
  readonly sections: readonly ListSection[];
  readonly isFiltered: boolean;
  readonly badges: ReadonlyMap<string, ActionBadge>;
  readonly unsent: ReadonlySet<string>;
  readonly editingId: string | null;
  readonly onEdit: (pointId: string | null) => void;
  readonly commands: PointCommands;
  readonly linkedId: string | null;
  /** Left out for people who may not promote or merge. */
  readonly selection: Selection | undefined;
  readonly clusterCommands: ClusterCommands;
};

export function ListGroups(props: Props) {
  const { session, synced, total, sections, isFiltered } = props;
  const { t } = useTranslation();
  if (total === 0 && !synced) return <GroupsSkeleton />;
  if (sections.every(({ rows }) => rows.length === 0)) return <Text className={classes.empty}>{emptyWords()}</Text>;
  return <Sections {...props} />;

  function emptyWords(): string {
    if (isFiltered) return t('points.list.noneFound');
    return canAddPoints(session) ? t('points.list.empty') : t('points.list.emptyReadOnly');
  }
}

function Sections(props: Props) {
  const { sections, linkedId, editingId } = props;
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  const isWhole = useWholeList(list, sections);
  const wantedId = useWantedPoint();
  const needed = [linkedId, editingId, wantedId];
  const { drawn, measure, keep } = useRowWindow({ list, sections, isWhole, needed });
  return (
    <KeepRow value={keep}>
      <div ref={list} className={classes.sections} data-whole={isWhole || undefined}>
        {drawn.map(({ section: { key, name, color, rows: all }, index, rows, roomPx }) => (
          <section
            key={key}
            className={classes.group}
            style={color === undefined ? undefined : ({ '--theme-color': color } as CSSProperties)}
            aria-label={name}
          >
            <div ref={measure} data-index={index} className={classes.groupHead}>
              <h2 className={classes.theme}>
                {name} <span className={classes.count}>{all.length}</span>
              </h2>
              {all.length === 0 && <Text className={classes.emptyTheme}>{t('points.list.emptyTheme')}</Text>}
            </div>
            {all.length > 0 && (
              <ul className={classes.items}>
                {rows.map((drawnRow) => (
                  <Fragment key={drawnRow.row.id}>
                    <Room heightPx={drawnRow.roomPx} />
                    <Row {...props} {...drawnRow} of={all.length} measure={measure} />
                  </Fragment>
                ))}
                <Room heightPx={roomPx} />
              </ul>
            )}
          </section>
        ))}
      </div>
    </KeepRow>
  );
}

/** Stands for rows that are not drawn. */
function Room({ heightPx }: { readonly heightPx: number }) {
  return heightPx > 0 && <li aria-hidden className={classes.room} style={{ height: heightPx }} />;
}

type RowProps = Props &
  Omit<DrawnRow, 'roomPx'> & { readonly of: number; readonly measure: (element: HTMLElement | null) => void };

function Row({ row: { point, cluster, rank }, index, position, of, measure, ...props }: RowProps) {
  const { session, clusterCommands } = props;
  const mayTakeOut = !session.closed && (session.rights.move || session.rights.editAny);
  const element = useMemo(
    (): RowElement => ({ ref: measure, 'data-index': index, 'aria-posinset': position, 'aria-setsize': of }),
    [measure, index, position, of],
  );
  if (cluster === undefined) return <Item {...props} point={point} rank={rank} element={element} />;
  return (
    <ClusterItem
      session={session}
      doc={props.doc}
      cluster={cluster}
      badges={props.badges}
      commands={clusterCommands}
      selection={props.selection}
      rank={rank}
      element={element}
    >
      {cluster.members.map((member) => (
        <Item key={member.id} {...props} point={member} onTakeOut={mayTakeOut ? clusterCommands.takeOut : undefined} />
      ))}
    </ClusterItem>
  );
}

type ItemProps = Props & Pick<PointRowProps, 'point' | 'rank' | 'onTakeOut' | 'element'>;

function Item({ point, selection, badges, unsent, editingId, linkedId, ...props }: ItemProps) {
  return (
    <PointRow
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
      element={props.element}
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
