import { useQuery } from '@tanstack/react-query';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { type RouterOutputs, type SessionView, useTRPC } from '../api/trpc.ts';
import itemClasses from '../session/points/point-item.module.css';
import classes from './phone-page.module.css';

type Results = Extract<RouterOutputs['votes']['results'], { hidden: false }>['results'];

const NONE: Results = [];

/** What got votes, the most first; empty while people vote and while totals are nobody's to see. */
export function useVoteResults({ id: sessionId, switches }: Pick<SessionView, 'id' | 'switches'>): Results {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.votes.results.queryOptions({ sessionId }, { enabled: !switches.vote }));
  if (switches.vote || data === undefined || data.hidden) return NONE;
  return data.results.some(({ votes }) => votes > 0) ? data.results.filter(({ votes }) => votes > 0) : NONE;
}

/** Ranks, with ties as ties. */
export function VoteResults({ session, results }: { readonly session: SessionView; readonly results: Results }) {
  const { t } = useTranslation();
  return (
    <ol className={classes.items}>
      {results.map(({ rank, targetId, votes, text, themeId }) => {
        const isTied = results.some((other) => other.rank === rank && other.targetId !== targetId);
        const theme = session.themes.find(({ id }) => id === themeId);
        return (
          <li
            key={targetId}
            className={itemClasses.item}
            style={theme && ({ '--theme-color': theme.color } as CSSProperties)}
          >
            <div className={itemClasses.body}>
              <p className={itemClasses.text}>{text}</p>
              <div className={itemClasses.facts}>
                <span className={itemClasses.mine}>
                  {t(isTied ? 'points.phone.tied' : 'points.phone.rank', { rank })}
                </span>
                <span>{t('deliberate.votes.total', { count: votes })}</span>
              </div>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
