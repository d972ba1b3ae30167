import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { RefusalNote } from '../api/refusal-note.tsx';
import { useTRPC } from '../api/trpc.ts';
import { useSessionCards } from '../session/outcomes/use-session-cards.ts';
import { useSession } from '../session/session-gate.tsx';
import { usePageTitle } from '../ui/use-page-title.ts';
import classes from './deliberate-page.module.css';
import { RankingTable } from './ranking-table.tsx';
import { RemainingVotes } from './remaining-votes.tsx';
import { VoteSettings } from './vote-settings.tsx';
import { VoteTurnout } from './vote-turnout.tsx';

/** How the voting stands; for those who lead also its settings and who still has votes. */
export function VotesPage() {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const session = useSession();
  usePageTitle(`${t('deliberate.results.title')} · ${session.title}`);
  const { document, cards } = useSessionCards(session);
  const { data: totals, error } = useQuery(trpc.votes.totals.queryOptions({ sessionId: session.id }));
  const { lead } = session.rights;
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <div className={classes.names}>
          <h1 className={classes.title}>{t('deliberate.results.title')}</h1>
          <p className={classes.note}>
            {t(session.switches.vote ? 'deliberate.results.open' : 'deliberate.results.notOpen')}
          </p>
        </div>
        <Button component={Link} to={`/sessions/${session.id}/agree`} variant="outline">
          {t('deliberate.results.toAgree')}
        </Button>
      </header>
      <div className={classes.columns}>
        <section className={classes.panel} aria-labelledby="ranking">
          <h2 id="ranking" className={classes.panelTitle}>
            {t('deliberate.results.ranking')}
          </h2>
          {totals === undefined ? (
            error === null ? (
              <Skeleton height={120} />
            ) : (
              <RefusalNote error={error} />
            )
          ) : (
            <RankingTable session={session} cards={cards} totals={totals} />
          )}
        </section>
        {lead && (
          <div className={classes.side}>
            {!session.closed && <VoteTurnout session={session} />}
            <RemainingVotes session={session} awareness={document.awareness} />
            <VoteSettings session={session} />
          </div>
        )}
      </div>
    </div>
  );
}
