import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { Doc } from 'yjs';
import type { SessionView } from '../api/trpc.ts';
import { useDocPoint } from '../session/facilitation/use-doc-point.ts';
import classes from './wall-page.module.css';

type Props = { readonly session: SessionView; readonly doc: Doc; readonly pointId: string };

/** Long texts are set smaller, so that all of one is on the wall. */
function sizeFor(text: string): 'large' | 'middle' | 'small' {
  const { length } = [...text];
  if (length <= 45) return 'large';
  return length <= 130 ? 'middle' : 'small';
}

/** One point, as large as the wall. */
export function WallSpotlight({ session, doc, pointId }: Props) {
  const { t } = useTranslation();
  const point = useDocPoint(doc, pointId);
  const theme = session.themes.find(({ id }) => id === point?.themeId);
  const text = point?.text ?? t('facilitate.spotlight.gone');
  return (
    <section
      className={classes.spotlight}
      aria-label={t('facilitate.spotlight.label')}
      style={theme && ({ '--theme-color': theme.color } as CSSProperties)}
    >
      {theme && <p className={classes.spotlightTheme}>{theme.name}</p>}
      <p className={classes.spotlightText} data-size={sizeFor(text)}>
        {text}
      </p>
      <p className={classes.spotlightBy}>{[point?.author, point?.unit].filter(Boolean).join(' · ')}</p>
    </section>
  );
}
