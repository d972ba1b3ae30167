import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { countByTheme, groupByTheme } from '../points/group-by-theme.ts';
import { isMine } from '../points/point-rights.ts';
import { ThemeChips } from '../points/theme-chips.tsx';
import { PhoneItemList, type PhoneItems } from './phone-items.tsx';
import classes from './phone-page.module.css';

/** Everybody's points under their themes. */
export function AllTab({ mayAdd, ...items }: PhoneItems & { readonly mayAdd: boolean }) {
  const { t } = useTranslation();
  const { session, points } = items;
  const [themeId, setThemeId] = useState('');
  const [mineOnly, setMineOnly] = useState(false);
  const candidates = mineOnly ? points.filter((point) => isMine(session, point)) : points;
  const groups = groupByTheme(session.themes, candidates).filter(
    ({ theme, points: inTheme }) => inTheme.length > 0 && (themeId === '' || theme?.id === themeId),
  );
  return (
    <div className={classes.all}>
      <ThemeChips
        inOneRow
        legend={t('points.phone.themeFilter')}
        themes={session.themes}
        value={themeId}
        onChange={setThemeId}
        allLabel={t('points.phone.allThemes')}
        counts={countByTheme(candidates)}
      />
      {mayAdd && (
        <label className={classes.switch}>
          <input
            type="checkbox"
            className={classes.checkbox}
            checked={mineOnly}
            onChange={({ currentTarget }) => setMineOnly(currentTarget.checked)}
          />
          {t('points.phone.mineOnly')}
        </label>
      )}
      {groups.length === 0 && <p className={classes.empty}>{emptyWords()}</p>}
      {groups.map(({ theme, points: inTheme }) => (
        <section key={theme?.id ?? ''}>
          <h2 className={classes.heading}>
            {theme?.name ?? t('points.list.otherThemes')} <span className={classes.count}>{inTheme.length}</span>
          </h2>
          <PhoneItemList {...items} points={inTheme} />
        </section>
      ))}
    </div>
  );

  function emptyWords(): string {
    if (points.length > 0 && themeId !== '') return t('points.list.emptyTheme');
    if (mineOnly) return t('points.phone.emptyMine');
    return mayAdd ? t('points.phone.empty') : t('points.phone.emptyReadOnly');
  }
}
