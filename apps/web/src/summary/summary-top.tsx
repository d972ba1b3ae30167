import { useTranslation } from 'react-i18next';
import type { SessionView, SummaryView } from '../api/trpc.ts';
import classes from './summary-page.module.css';
import { SummarySection } from './summary-section.tsx';

type Props = { readonly session: SessionView; readonly summary: SummaryView };

/** What was endorsed most; ties say so. */
export function SummaryTop({ session, summary: { topPoints } }: Props) {
  const { t } = useTranslation();
  const themeOf = (themeId: string | null) =>
    session.themes.find(({ id }) => id === themeId)?.short ?? t('summary.inbox');
  const isTied = (rank: number) => (topPoints ?? []).filter((result) => result.rank === rank).length > 1;
  return (
    <SummarySection title={t('summary.topPoints')}>
      {topPoints === null && <p className={classes.note}>{t('summary.topHidden')}</p>}
      {topPoints?.length === 0 && <p className={classes.note}>{t('summary.topEmpty')}</p>}
      {topPoints !== null && topPoints.length > 0 && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('summary.rank')}</th>
              <th scope="col">{t('summary.point')}</th>
              <th scope="col">{t('summary.theme')}</th>
              <th scope="col" className={classes.figure}>
                {t('deliberate.results.votes')}
              </th>
            </tr>
          </thead>
          <tbody>
            {topPoints.map(({ targetId, rank, text, themeId, votes }) => (
              <tr key={targetId}>
                <td className={classes.rank}>{isTied(rank) ? t('summary.tied', { rank }) : rank}</td>
                <td>{text}</td>
                <td className={classes.noBreak}>{themeOf(themeId)}</td>
                <td className={classes.figure}>{votes}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </SummarySection>
  );
}
