import { useTranslation } from 'react-i18next';
import { PointForm } from '../points/point-form.tsx';
import { isMine } from '../points/point-rights.ts';
import type { ConnectionStatus } from '../points/session-connection.ts';
import { ThemeHints } from '../points/theme-hints.tsx';
import { usePointDraft } from '../points/use-point-draft.ts';
import type { NewPoint } from '../points/use-session-points.ts';
import { PhoneItemList, type PhoneItems } from './phone-items.tsx';
import classes from './phone-page.module.css';

type Props = PhoneItems & { readonly add: (point: NewPoint) => string; readonly status: ConnectionStatus };

/** The form stands at the bottom, where the thumb is; above it what to think about and what one wrote already. */
export function WriteTab({ add, status, ...items }: Props) {
  const { t } = useTranslation();
  const { session, points, unsent } = items;
  const draft = usePointDraft(session.id);
  const mine = points.filter((point) => isMine(session, point)).reverse();
  // One form at a time: on a phone with its keyboard open there is room for no more.
  const isEditing = mine.some(({ id }) => id === items.editingId);
  const theme = session.themes.find(({ id }) => id === draft.themeId);
  return (
    <div className={classes.write}>
      <div className={classes.above}>
        {mine.length === 0 && theme === undefined && <p className={classes.welcome}>{t('points.phone.welcome')}</p>}
        <ThemeHints theme={theme} inOneRow />
        {mine.length > 0 && (
          <section>
            <h2 className={classes.heading}>
              {t('points.phone.mine')} <span className={classes.count}>{mine.length}</span>
            </h2>
            <PhoneItemList {...items} points={mine} />
          </section>
        )}
      </div>
      {!isEditing && (
        <div className={classes.form}>
          <PointForm draft={draft} themes={session.themes} add={add} unsent={unsent} status={status} />
        </div>
      )}
    </div>
  );
}
