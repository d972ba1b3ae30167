import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RouterOutputs, SessionView } from '../api/trpc.ts';
import { type Card, rankCards } from '../session/outcomes/rank-cards.ts';
import { ThemeName } from '../session/points/theme-name.tsx';
import classes from './deliberate-page.module.css';

type Props = {
  readonly session: SessionView;
  readonly cards: readonly Card[];
  readonly totals: RouterOutputs['votes']['totals'];
};

/** What got votes, the most first. What is tied says so. */
export function RankingTable({ session, cards, totals }: Props) {
  const { t } = useTranslation();
  const ranked = useMemo(() => (totals.hidden ? [] : rankCards(cards, totals.totals)), [cards, totals]);
  if (totals.hidden) return <p className={classes.note}>{t('deliberate.results.hidden')}</p>;
  if (ranked.length === 0) return <p className={classes.note}>{t('deliberate.results.empty')}</p>;
  const votesInAll = ranked.reduce((sum, { votes }) => sum + votes, 0);
  return (
    <>
      <p className={classes.note}>{t('deliberate.results.voters', { count: totals.voters, votes: votesInAll })}</p>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('deliberate.results.rank')}</th>
            <th scope="col">{t('deliberate.results.point')}</th>
            <th scope="col" className={classes.themeCell}>
              {t('deliberate.results.theme')}
            </th>
            <th scope="col" className={classes.votes}>
              {t('deliberate.results.votes')}
            </th>
          </tr>
        </thead>
        <tbody>
          {ranked.map(({ card, rank, tied, votes }) => (
            <tr key={card.id}>
              <td className={classes.rank}>{tied ? t('deliberate.results.tied', { rank }) : rank}</td>
              <td>
                <span className={classes.text}>{card.text || t('points.item.empty')}</span>
                {card.cluster !== null && (
                  <span className={classes.cluster}>
                    {t('deliberate.results.cluster', { count: card.points.length })}
                  </span>
                )}
              </td>
              <td className={classes.themeCell}>
                <ThemeName session={session} themeId={card.themeId} />
              </td>
              <td className={classes.votes}>{votes}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
