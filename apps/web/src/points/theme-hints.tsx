import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { ThemeView } from '../api/trpc.ts';
import classes from './theme-hints.module.css';

type Props = {
  readonly theme: ThemeView | undefined;
  /** Cards in a row that scrolls sideways, where height is scarce; else a list. */
  readonly inOneRow?: boolean;
};

/** The prompt cards of the chosen theme. */
export function ThemeHints({ theme, inOneRow = false }: Props) {
  const { t } = useTranslation();
  if (theme === undefined || theme.prompts.length === 0) return null;
  return (
    <section className={classes.hints} style={{ '--theme-color': theme.color } as CSSProperties}>
      <h2 className={classes.heading}>{t('points.form.hints')}</h2>
      <ul className={inOneRow ? classes.row : classes.list} tabIndex={inOneRow ? 0 : undefined}>
        {[...new Set(theme.prompts)].map((prompt) => (
          <li key={prompt}>{prompt}</li>
        ))}
      </ul>
    </section>
  );
}
