import type { ClusterView } from '@gongyi/board';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../api/trpc.ts';
import { useKeptWhile } from '../session/points/kept-rows.ts';
import actions from '../session/points/point-actions.module.css';
import { PointActionsButton } from '../session/points/point-actions.tsx';
import { focusPointSoon } from '../session/points/point-element.ts';
import type { ClusterCommands } from '../session/points/use-point-commands.ts';
import classes from './cluster-item.module.css';

type Props = {
  readonly session: SessionView;
  readonly cluster: ClusterView;
  readonly about: string;
  readonly commands: ClusterCommands;
  readonly onRename: () => void;
};

/** What can be done with a cluster: another title, another theme, take it apart. */
export function ClusterActions({ session, cluster, about, commands, onRename }: Props) {
  const { t } = useTranslation();
  const panelId = useId();
  const [open, setOpen] = useState(false);
  useKeptWhile(open, cluster.id);
  return (
    <>
      <div className={classes.toggle}>
        <PointActionsButton about={about} panelId={panelId} open={open} onToggle={() => setOpen((before) => !before)} />
      </div>
      {open && (
        <div id={panelId} className={actions.panel}>
          <div className={actions.row}>
            <button type="button" className={actions.action} onClick={onRename}>
              {t('deliberate.list.rename')}
            </button>
            <button type="button" className={actions.action} onClick={() => commands.dissolve(cluster.id)}>
              {t('deliberate.list.dissolve')}
            </button>
          </div>
          <fieldset className={actions.moves}>
            <legend className={actions.label}>{t('points.item.move')}</legend>
            <div className={actions.row}>
              {session.themes
                .filter(({ id }) => id !== cluster.themeId)
                .map(({ id, name, short, color }) => (
                  <button
                    key={id}
                    type="button"
                    className={actions.action}
                    title={name}
                    onClick={() => {
                      commands.moveCluster(cluster.id, id);
                      focusPointSoon(cluster.id);
                    }}
                  >
                    <span className={actions.dot} style={{ background: color }} />
                    {short}
                  </button>
                ))}
            </div>
          </fieldset>
        </div>
      )}
    </>
  );
}
