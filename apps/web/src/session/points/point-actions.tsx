import { IconDots, IconMap2, IconPencil, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ThemeView } from '../../api/trpc.ts';
import classes from './point-actions.module.css';

type ButtonProps = {
  /** The beginning of the point's text, which tells one button from the others. */
  readonly about: string;
  readonly panelId: string;
  readonly open: boolean;
  readonly onToggle: () => void;
};

/** Shows and hides what can be done with a point. */
export function PointActionsButton({ about, panelId, open, onToggle }: ButtonProps) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className={classes.toggle}
      aria-label={t('points.item.actions', { text: about })}
      aria-expanded={open}
      aria-controls={open ? panelId : undefined}
      onClick={onToggle}
    >
      <IconDots size={22} aria-hidden />
    </button>
  );
}

type PanelProps = {
  readonly id: string;
  readonly themes: readonly ThemeView[];
  readonly themeId: string;
  readonly mayEdit: boolean;
  readonly mayMove: boolean;
  readonly mayDelete: boolean;
  readonly canvasPath: string | null;
  /** Further buttons of the row. */
  readonly more?: ReactNode;
  readonly onEdit: () => void;
  readonly onMove: (themeId: string) => void;
  readonly onDelete: () => void;
};

/** Opened at the bottom of the screen, it would be out of sight. */
function bringIntoView(panel: HTMLElement | null): void {
  panel?.scrollIntoView({ block: 'nearest' });
}

/**
 * What can be done with one point, inside its card. Not a floating menu: its code would be a sixth
 * of all that a phone loads, and loaded later it would be missing when the network is.
 */
export function PointActions({
  id,
  themes,
  themeId,
  mayEdit,
  mayMove,
  mayDelete,
  canvasPath,
  more,
  ...does
}: PanelProps) {
  const { t } = useTranslation();
  return (
    <div id={id} ref={bringIntoView} className={classes.panel}>
      <div className={classes.row}>
        {mayEdit && (
          <button type="button" className={classes.action} onClick={does.onEdit}>
            <IconPencil size={18} aria-hidden />
            {t('points.item.edit')}
          </button>
        )}
        {mayDelete && (
          <button type="button" className={classes.action} data-danger onClick={does.onDelete}>
            <IconTrash size={18} aria-hidden />
            {t('points.item.delete')}
          </button>
        )}
        {canvasPath !== null && (
          <Link className={classes.action} to={canvasPath}>
            <IconMap2 size={18} aria-hidden />
            {t('points.item.onCanvas')}
          </Link>
        )}
        {more}
      </div>
      {mayMove && (
        <fieldset className={classes.moves}>
          <legend className={classes.label}>{t('points.item.move')}</legend>
          <div className={classes.row}>
            {themes
              .filter((theme) => theme.id !== themeId)
              .map((theme) => (
                <button
                  key={theme.id}
                  type="button"
                  className={classes.action}
                  title={theme.name}
                  onClick={() => does.onMove(theme.id)}
                >
                  <span className={classes.dot} style={{ background: theme.color }} />
                  {theme.short}
                </button>
              ))}
          </div>
        </fieldset>
      )}
      {mayEdit && !mayDelete && <p className={classes.label}>{t('points.item.deletePromoted')}</p>}
    </div>
  );
}
