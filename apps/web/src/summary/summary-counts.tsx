import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView, SummaryView } from '../api/trpc.ts';
import classes from './summary-page.module.css';
import { SummarySection } from './summary-section.tsx';

type Props = { readonly session: SessionView; readonly summary: SummaryView };

const COUNTS = ['people', 'points', 'votes', 'promoted', 'merged', 'notAdopted', 'deferred', 'open'] as const;

/** The figures, and how the points spread over the themes. */
export function SummaryCounts({ session, summary: { counts, byTheme } }: Props) {
  const { t } = useTranslation();
  const most = Math.max(1, ...byTheme.map(({ points }) => points));
  return (
    <>
      <SummarySection title={t('summary.counts')}>
        <dl className={classes.counts}>
          {COUNTS.map((name) => (
            <div key={name} className={classes.count}>
              <dt>{t(`summary.${name}`)}</dt>
              <dd>{counts[name]}</dd>
            </div>
          ))}
        </dl>
      </SummarySection>
      <SummarySection title={t('summary.byTheme')}>
        <table className={classes.table}>
          <thead className={classes.hidden}>
            <tr>
              <th scope="col">{t('summary.theme')}</th>
              <th scope="col">{t('summary.count')}</th>
            </tr>
          </thead>
          <tbody>
            {byTheme.map(({ themeId, points }) => {
              const theme = session.themes.find(({ id }) => id === themeId);
              return (
                <tr key={themeId} style={theme && ({ '--theme-color': theme.color } as CSSProperties)}>
                  <td>
                    <span className={classes.themeName}>{theme?.name ?? t('summary.inbox')}</span>
                    <span className={classes.bar} style={{ width: `${(100 * points) / most}%` }} />
                  </td>
                  <td className={classes.figure}>{points}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </SummarySection>
    </>
  );
}
