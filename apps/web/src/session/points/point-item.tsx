import type { Point } from '@gongyi/board';
import { type ComponentProps, type CSSProperties, type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Doc } from 'yjs';
import type { SessionView } from '../../api/trpc.ts';
import { canDeletePoint, canEditPoint, canMovePoint, isMine } from '../document/point-rights.ts';
import { aboutPoint } from './about-point.ts';
import { useKeptWhile } from './kept-rows.ts';
import { PointActions, PointActionsButton } from './point-actions.tsx';
import { PointEditor } from './point-editor.tsx';
import { focusPointSoon, pointElementId } from './point-element.ts';
import { pointFacts } from './point-facts.ts';
import classes from './point-item.module.css';
import type { PointCommands } from './use-point-commands.ts';

/** What a list that draws only what is in sight has to know and say of a row. */
export type RowElement = Pick<ComponentProps<'li'>, 'ref' | 'aria-posinset' | 'aria-setsize'> & {
  readonly 'data-index': number;
};

export type PointItemProps = {
  readonly session: SessionView;
  readonly doc: Doc;
  readonly point: Point;
  /** An action came of it: it can be neither chosen nor deleted. */
  readonly promoted: boolean;
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
  /** It is in a cluster, and has the cluster's theme: it is not moved on its own. */
  readonly member?: boolean;
  /** In words, where it stands among the endorsed. */
  readonly rank?: string | undefined;
  readonly element?: RowElement | undefined;
  /** Behind who said it and where from. */
  readonly facts?: ReactNode;
  /** Below its words and facts. */
  readonly below?: ReactNode;
  /** Further buttons among its actions. Undefined for none. */
  readonly tools?: ReactNode;
};

/**
 * One point in a list: its words, who said them, and what this person may do with it. What other
 * rooms know of a point stands in its slots.
 */
export function PointItem(props: PointItemProps) {
  const { session, doc, point, promoted, editing, onEdit, commands, linked = false, toCanvas = false, tools } = props;
  const { t } = useTranslation();
  const panelId = useId();
  const [open, setOpen] = useState(false);
  useKeptWhile(open, point.id);
  const mayEdit = canEditPoint(session, point);
  const mayMove = props.member !== true && canMovePoint(session, point);
  const about = aboutPoint(t, point.text);
  const theme = session.themes.find(({ id }) => id === point.themeId);
  const canvasPath = toCanvas ? `/sessions/${session.id}/canvas?point=${point.id}` : null;
  const isEditing = editing && mayEdit;
  const hasActions = !isEditing && (mayEdit || mayMove || tools !== undefined || canvasPath !== null);

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
        {props.below}
        {hasActions && open && (
          <PointActions
            id={panelId}
            themes={session.themes}
            themeId={point.themeId}
            mayEdit={mayEdit}
            mayMove={mayMove}
            mayDelete={canDeletePoint(session, point, promoted)}
            canvasPath={canvasPath}
            more={tools}
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
}

function PointSelection({
  selected = false,
  onSelect,
  point,
  promoted,
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
      disabled={promoted}
      onChange={() => onSelect(point.id)}
    />
  );
}

/** Who, where from, and what others know of it. */
function PointFacts({ session, point, unsent, rank, facts }: PointItemProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.facts}>
      {rank !== undefined && <strong>{rank}</strong>}
      {isMine(session, point) && <span className={classes.mine}>{t('points.item.mine')}</span>}
      <span>{pointFacts(t, point).join(' · ')}</span>
      {unsent && <span className={classes.unsent}>{t('points.item.unsent')}</span>}
      {facts}
    </div>
  );
}
