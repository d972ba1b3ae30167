import type { ActionView } from '@gongyi/domain';
import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { signature } from '../../session/points/signature.ts';
import classes from './action-drawer.module.css';

/** The points that an action was made from, as they stood then, and the way back to their cards. */
export function ActionPoints({ action }: { readonly action: ActionView }) {
  const { t } = useTranslation();
  if (action.points.length === 0) return null;
  return (
    <section className={classes.section}>
      <h3>{t('actions.drawer.pointsTitle', { count: action.points.length })}</h3>
      <ul className={classes.list}>
        {action.points.map(({ pointId, sessionId, text, author, unit }) => {
          const query = `?point=${encodeURIComponent(pointId)}`;
          return (
            <li key={pointId} className={classes.point}>
              <p>{text}</p>
              <div className={classes.meta}>
                <span>{signature(author, unit) || t('actions.promote.anonymous')}</span>
                <Anchor
                  component={Link}
                  to={`/sessions/${sessionId}/canvas${query}`}
                  aria-label={t('actions.drawer.onCanvasOf', { text })}
                >
                  {t('actions.drawer.onCanvas')}
                </Anchor>
                <Anchor
                  component={Link}
                  to={`/sessions/${sessionId}/list${query}`}
                  aria-label={t('actions.drawer.inListOf', { text })}
                >
                  {t('actions.drawer.inList')}
                </Anchor>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
