import { type ClusterView, clusterTitle } from '@gongyi/board';
import { type ActionBadge as ActionBadgeView, allows, LIMITS } from '@gongyi/domain';
import { type CSSProperties, type KeyboardEvent, type ReactNode, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Doc } from 'yjs';
import type { SessionView } from '../api/trpc.ts';
import { useSharedText } from '../session/document/use-shared-text.ts';
import { clusterWords } from '../session/outcomes/rank-cards.ts';
import { useKeptWhile } from '../session/points/kept-rows.ts';
import { focusPointSoon, pointElementId } from '../session/points/point-element.ts';
import item from '../session/points/point-item.module.css';
import type { RowElement } from '../session/points/point-item.tsx';
import type { ClusterCommands } from '../session/points/use-point-commands.ts';
import { PointVotes } from '../session/votes/vote-stepper.tsx';
import { VotesProvider } from '../session/votes/votes-context.tsx';
import { ActionBadge, actionPath } from '../ui/action/action-badge.tsx';
import { PushButton } from '../ui/plain/push-button.tsx';
import { TextAreaField } from '../ui/plain/text-area-field.tsx';
import { ClusterActions } from './cluster-actions.tsx';
import classes from './cluster-item.module.css';
import type { Selection } from './use-selection.ts';

const ABOUT_CHARS = 20;

type Props = {
  readonly session: SessionView;
  readonly doc: Doc;
  readonly cluster: ClusterView;
  readonly badges: ReadonlyMap<string, ActionBadgeView>;
  readonly commands: ClusterCommands;
  readonly selection: Selection | undefined;
  /** Where it stands among the endorsed, in words. */
  readonly rank?: string | undefined;
  readonly element?: RowElement | undefined;
  /** Its points, as items of a list. */
  readonly children: ReactNode;
};

/**
 * Points that say the same, as one: endorsed and decided together, each with its own words and
 * author inside.
 */
export function ClusterItem({ session, doc, cluster, badges, commands, selection, rank, element, children }: Props) {
  const { t } = useTranslation();
  const [renaming, setRenaming] = useState(false);
  const { id, members } = cluster;
  useKeptWhile(renaming, id);
  const words = clusterWords(cluster);
  const about = [...words].slice(0, ABOUT_CHARS).join('') || t('points.item.empty');
  const theme = session.themes.find((candidate) => candidate.id === cluster.themeId);
  const badge = members.flatMap((point) => badges.get(point.id) ?? [])[0];
  const free = members.filter((point) => !badges.has(point.id));
  const isSelected = free.length > 0 && free.every((point) => selection?.has(point.id));
  const mayChange = !session.closed && (session.rights.move || session.rights.editAny);
  return (
    <li
      {...element}
      id={pointElementId(id)}
      className={item.item}
      tabIndex={-1}
      style={theme && ({ '--theme-color': theme.color } as CSSProperties)}
    >
      {selection !== undefined && (
        <input
          type="checkbox"
          className={item.checkbox}
          aria-label={t('deliberate.list.promoteCluster', { text: about })}
          checked={isSelected}
          disabled={free.length === 0}
          onChange={() => {
            for (const point of free) if (selection.has(point.id) === isSelected) selection.toggle(point.id);
          }}
        />
      )}
      <div className={item.body}>
        <p className={classes.kind}>
          {rank !== undefined && `${rank} · `}
          {t('deliberate.list.cluster')} · {t('deliberate.list.members', { count: members.length })}
        </p>
        {renaming && mayChange ? (
          <TitleEditor
            doc={doc}
            clusterId={id}
            onDone={() => {
              setRenaming(false);
              focusPointSoon(id);
            }}
          />
        ) : (
          <p className={classes.title}>{words}</p>
        )}
        <div className={item.facts}>
          {badge && (
            <ActionBadge
              badge={badge}
              to={
                allows(session.me.standing, 'action.view') ? actionPath(session.campaignId, badge.actionId) : undefined
              }
            />
          )}
        </div>
        <PointVotes targetId={id} about={about} memberIds={members.map((point) => point.id)} />
        {mayChange && !renaming && (
          <ClusterActions
            session={session}
            cluster={cluster}
            about={about}
            commands={commands}
            onRename={() => setRenaming(true)}
          />
        )}
        <VotesProvider votes={null}>
          <ul className={classes.members}>{children}</ul>
        </VotesProvider>
      </div>
    </li>
  );
}

type TitleProps = { readonly doc: Doc; readonly clusterId: string; readonly onDone: () => void };

function TitleEditor({ doc, clusterId, onDone }: TitleProps) {
  const { t } = useTranslation();
  const bindText = useSharedText(clusterTitle(doc, clusterId));
  // Must stay the same function: another one would be taken for another field, and move the caret
  // at every key.
  const attach = useCallback(
    (field: HTMLTextAreaElement | null) => {
      const unbind = bindText(field);
      field?.focus();
      return unbind;
    },
    [bindText],
  );
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || (event.key !== 'Escape' && event.key !== 'Enter')) return;
    event.preventDefault();
    onDone();
  };
  return (
    <div className={classes.editor}>
      <TextAreaField
        ref={attach}
        label={t('deliberate.list.clusterTitle')}
        placeholder={t('deliberate.list.clusterTitleHint')}
        rows={1}
        maxLength={LIMITS.clusterTitleChars}
        onKeyDown={onKeyDown}
      />
      <PushButton onClick={onDone}>{t('points.item.done')}</PushButton>
    </div>
  );
}
