import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../api/trpc.ts';
import classes from './theme-name.module.css';

/** The short name of a theme beside its colour. */
export function ThemeName({ session, themeId }: { readonly session: SessionView; readonly themeId: string }) {
  const { t } = useTranslation();
  const theme = session.themes.find(({ id }) => id === themeId);
  return (
    <span className={classes.theme} style={theme && ({ '--theme-color': theme.color } as CSSProperties)}>
      <span className={classes.dot} />
      {theme?.short ?? t('summary.inbox')}
    </span>
  );
}
