import type { Point } from '@gongyi/board';
import { type ActionBadge as ActionBadgeView, allows } from '@gongyi/domain';
import { type ComponentProps, type CSSProperties, memo, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Doc } from 'yjs';
import type { SessionView } from '../../api/trpc.ts';
import { ActionBadge, actionPath } from '../../ui/action/action-badge.tsx';
import { TakeOutAction } from '../clusters/take-out-action.tsx';
import { canDeletePoint, canEditPoint, canMovePoint, isMine } from '../document/point-rights.ts';
import { SpotlightAction } from '../facilitation/spotlight-action.tsx';
import { PointOutcome } from '../outcomes/dispositions-context.tsx';
import { PointVotes } from '../votes/vote-stepper.tsx';
import { useKeptWhile } from './kept-rows.ts';
import { PointActions, PointActionsButton } from './point-actions.tsx';
import { PointEditor } from './point-editor.tsx';
import { focusPointSoon, pointElementId } from './point-element.ts';
import { pointFacts } from './point-facts.ts';
import classes from './point-item.module.css';
import type { PointCommands } from './use-point-commands.ts';

const ABOUT_CHARS = 20;

/** What a list that draws only what is in sight has to know and say of a row. */
export type RowElement = Pick<ComponentProps<'li'>, 'ref' | 'aria-posinset' | 'aria-setsize'> & {
  readonly 'data-index': number;
};

export type PointItemProps = {
  readonly session: SessionView;
  readonly doc: Doc;
  readonly point: Point;
  readonly badge: ActionBadgeView | undefined;
  readonly unsent: boolean;
  readonly editing: boolean;
  /** Null closes the editor. */
  readonly onEdit: (pointId: string | null) => void;
  readonly commands: PointCommands;
  readonly linked?: boolean;
  readonly toCanvas?: boolean;
  /** With `onSelect`, the point can be chosen. */
  readonly selected?: boolean | undefined;
  readonly onSelect?: ((pointId: string) => void) | undefined;
  /** For a point in a cluster, whose theme is the cluster's: takes it out. Undefined for whoever may not, left out elsewhere. */
  readonly onTakeOut?: ((pointId: string) => void) | undefined;
  /** In words, where it stands among the endorsed. */
  readonly rank?: string | undefined;
  readonly element?: RowElement | undefined;
};

/** One point in a list: text, who said it, what became of it, and what this person may do with it. */
export const PointItem = memo(function PointItem(props: PointItemProps) {
  const { session, doc, point, badge, editing, onEdit, commands, linked = false, toCanvas = false } = props;
  const { t } = useTranslation();
  const panelId = useId();
  const [open, setOpen] = useState(false);
  useKeptWhile(open, point.id);
  const mayEdit = canEditPoint(session, point);
  const isMember = 'onTakeOut' in props;
  const mayMove = !isMember && canMovePoint(session, point);
  const about = [...point.text].slice(0, ABOUT_CHARS).join('') || t('points.item.empty');
  const theme = session.themes.find(({ id }) => id === point.themeId);
  const canvasPath = toCanvas ? `/sessions/${session.id}/canvas?point=${point.id}` : null;
  const isEditing = editing && mayEdit;
  const maySpotlight = session.rights.lead && !session.closed;
  const hasActions =
    !isEditing && (mayEdit || mayMove || maySpotlight || props.onTakeOut !== undefined || canvasPath !== null);

  function edit(): void {
    setOpen(false);
    onEdit(point.id);
  }

  function endEditing(): void {
    onEdit(null);
    focusPointSoon(point.id);
  }

  return (
    <li
      {...props.element}
      id={pointElementId(point.id)}
      className={classes.item}
      data-linked={linked || undefined}
      tabIndex={-1}
      style={theme && ({ '--theme-color': theme.color } as CSSProperties)}
    >
      <PointSelection {...props} about={about} />
      <div className={classes.body}>
        {isEditing ? (
          <PointEditor doc={doc} point={point} onDone={endEditing} />
        ) : (
          <p className={classes.text}>{point.text.trim() === '' ? t('points.item.empty') : point.text}</p>
        )}
        <PointFacts {...props} />
        <PointVotes targetId={point.id} about={about} />
        {hasActions && open && (
          <PointActions
            id={panelId}
            themes={session.themes}
            themeId={point.themeId}
            mayEdit={mayEdit}
            mayMove={mayMove}
            mayDelete={canDeletePoint(session, point, badge !== undefined)}
            canvasPath={canvasPath}
            more={
              <>
                {props.onTakeOut !== undefined && <TakeOutAction pointId={point.id} onTakeOut={props.onTakeOut} />}
                {maySpotlight && <SpotlightAction session={session} pointId={point.id} />}
              </>
            }
            onEdit={edit}
            onMove={(themeId) => {
              commands.move(point.id, themeId);
              focusPointSoon(point.id);
            }}
            onDelete={() => commands.remove(point.id)}
          />
        )}
      </div>
      {hasActions && (
        <PointActionsButton about={about} panelId={panelId} open={open} onToggle={() => setOpen((before) => !before)} />
      )}
    </li>
  );
});

function PointSelection({
  selected = false,
  onSelect,
  point,
  badge,
  about,
}: PointItemProps & { readonly about: string }) {
  const { t } = useTranslation();
  if (onSelect === undefined) return null;
  return (
    <input
      type="checkbox"
      className={classes.checkbox}
      aria-label={t('points.item.select', { text: about })}
      checked={selected}
      disabled={badge !== undefined}
      onChange={() => onSelect(point.id)}
    />
  );
}

/** Who, where from, and the action that it became. */
function PointFacts({ session, point, badge, unsent, rank }: PointItemProps) {
  const { t } = useTranslation();
  // Participants may not see the board, so their badge leads nowhere.
  const seesBoard = allows(session.me.standing, 'action.view');
  return (
    <div className={classes.facts}>
      {rank !== undefined && <strong>{rank}</strong>}
      {isMine(session, point) && <span className={classes.mine}>{t('points.item.mine')}</span>}
      <span>{pointFacts(t, point).join(' · ')}</span>
      {unsent && <span className={classes.unsent}>{t('points.item.unsent')}</span>}
      {badge === undefined && <PointOutcome pointId={point.id} />}
      {badge && (
        <ActionBadge badge={badge} to={seesBoard ? actionPath(session.campaignId, badge.actionId) : undefined} />
      )}
    </div>
  );
}
