import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useTRPC } from '../api/trpc.ts';
import { useRefusal } from '../api/use-refusal.ts';
import { useSession } from '../session/session-gate.tsx';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import { PushButton } from '../ui/plain/push-button.tsx';
import { useDates } from '../ui/use-dates.ts';
import { usePageTitle } from '../ui/use-page-title.ts';
import { SummaryCounts } from './summary-counts.tsx';
import { SummaryDecisions } from './summary-decisions.tsx';
import classes from './summary-page.module.css';
import { SummaryPeople } from './summary-people.tsx';
import { SummaryTop } from './summary-top.tsx';

/** A session on paper: what it came to. Plain elements, so that phones may open it, too. */
export function SummaryPage() {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const session = useSession();
  const dates = useDates();
  const refusal = useRefusal();
  usePageTitle(`${t('summary.title')} · ${session.title}`);
  const { data, error } = useQuery(trpc.outcomes.summary.queryOptions({ sessionId: session.id }));
  if (data === undefined) {
    if (error === null) return <PageSkeleton />;
    return (
      <p role="alert" className={classes.page}>
        {refusal(error)}
      </p>
    );
  }
  const isParticipant = session.me.kind === 'participant';
  const facts = [
    t('summary.held', { date: dates.day(data.createdAt) }),
    data.stage === 'closed' ? t('summary.ended', { date: dates.day(data.stageSince) }) : t('summary.running'),
    ...(data.anonymous ? [t('summary.anonymous')] : []),
  ];
  return (
    <article className={classes.page}>
      <header className={classes.header}>
        <div className={classes.names}>
          <p className={classes.campaign}>
            {data.campaignName} · {t('summary.title')}
          </p>
          <h1 className={classes.title}>{data.title}</h1>
          <p className={classes.facts}>{facts.join(' · ')}</p>
        </div>
        <div className={classes.tools}>
          <Link className={classes.back} to={isParticipant ? `/s/${session.id}` : `/sessions/${session.id}`}>
            {t('summary.back')}
          </Link>
          <span className={classes.print}>
            <PushButton onClick={() => window.print()}>{t('summary.print')}</PushButton>
          </span>
        </div>
      </header>
      <SummaryCounts session={session} summary={data} />
      <SummaryTop session={session} summary={data} />
      <SummaryDecisions session={session} summary={data} />
      <SummaryPeople summary={data} />
    </article>
  );
}
