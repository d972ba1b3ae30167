import { allows, type Disposition, LIMITS } from '@gongyi/domain';
import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useTRPC } from '../api/trpc.ts';
import { countOutcomes, recentReasons } from '../session/outcomes/outcomes.ts';
import { type Card, rankCards } from '../session/outcomes/rank-cards.ts';
import { useOutcomes } from '../session/outcomes/use-outcomes.ts';
import { useSessionCards } from '../session/outcomes/use-session-cards.ts';
import { useSession } from '../session/session-gate.tsx';
import { usePageTitle } from '../ui/use-page-title.ts';
import { AgreeBar } from './agree-bar.tsx';
import { AgreeCounts, type Shown } from './agree-counts.tsx';
import { AgreeGroups } from './agree-groups.tsx';
import classes from './deliberate-page.module.css';
import { DisposeDialog } from './dispose-dialog.tsx';
import { useDispose } from './use-dispose.tsx';

const PromoteDialog = lazy(() => import('../promote/promote-dialog.tsx').then((m) => ({ default: m.PromoteDialog })));

const RECENT_REASONS = 5;

/** Where every point ends: what is still open, and deciding of many at once. */
export function AgreePage() {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const session = useSession();
  usePageTitle(`${t('deliberate.agree.title')} · ${session.title}`);
  const { document, cards } = useSessionCards(session);
  const { outcomes, dispositions } = useOutcomes(session.id, cards);
  const { data: totals } = useQuery(trpc.votes.totals.queryOptions({ sessionId: session.id }));
  const [shown, setShown] = useState<Shown>('open');
  const [order, setOrder] = useState<'theme' | 'votes'>('votes');
  const [chosenIds, setChosenIds] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState<Disposition | null>(null);
  const [promotion, setPromotion] = useState<'never' | 'open' | 'closed'>('never');
  const { decide, takeBack, busy, error, forgetError } = useDispose(session.id);

  const { standing } = session.me;
  const mayDispose = allows(standing, 'point.dispose');
  const mayPromote = allows(standing, 'point.promote');
  const counts = useMemo(() => countOutcomes(cards, outcomes), [cards, outcomes]);
  const votes = useMemo(() => {
    const ranked = totals === undefined || totals.hidden ? [] : rankCards(cards, totals.totals);
    return new Map(ranked.map((result) => [result.card.id, result.votes]));
  }, [cards, totals]);
  const listed = useMemo(
    () => cards.filter(({ id }) => shown === 'all' || outcomes.get(id)?.kind === shown),
    [cards, outcomes, shown],
  );
  // Others may decide or delete meanwhile: what is no longer in the list is no longer chosen.
  const chosen = listed.filter(({ id }) => chosenIds.has(id) && outcomes.get(id)?.kind !== 'promoted');
  const points = chosen.flatMap((card) => card.points);
  const clear = () => setChosenIds(new Set());
  const choose = (some: readonly Card[], on: boolean) =>
    setChosenIds((before) => {
      const after = new Set(before);
      for (const { id } of some) {
        if (on) after.add(id);
        else after.delete(id);
      }
      return after;
    });

  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <div className={classes.names}>
          <h1 className={classes.title}>{t('deliberate.agree.title')}</h1>
          <p className={classes.note}>
            {mayDispose || mayPromote ? t('deliberate.agree.intro') : t('deliberate.agree.readOnly')}
          </p>
        </div>
        <Button component={Link} to={`/sessions/${session.id}/summary`} variant="outline">
          {t('deliberate.agree.toSummary')}
        </Button>
      </header>
      <AgreeCounts
        counts={counts}
        total={cards.length}
        shown={shown}
        onShow={(next) => {
          setShown(next);
          clear();
        }}
      />
      <SegmentedControl
        aria-label={t('deliberate.agree.sort')}
        style={{ alignSelf: 'start' }}
        value={order}
        onChange={(value) => setOrder(value === 'theme' ? 'theme' : 'votes')}
        data={[
          { value: 'votes', label: t('deliberate.agree.byVotes') },
          { value: 'theme', label: t('deliberate.agree.byTheme') },
        ]}
      />
      {(mayDispose || mayPromote) && (
        <AgreeBar
          chosen={chosen}
          points={points.length}
          mayDispose={mayDispose}
          mayPromote={mayPromote}
          decided={chosen.length > 0 && chosen.every(({ id }) => outcomes.get(id)?.kind !== 'open')}
          onPromote={() => setPromotion('open')}
          onDispose={(disposition) => {
            forgetError();
            setAsking(disposition);
          }}
          onTakeBack={() => {
            takeBack(chosen);
            clear();
          }}
          onClear={clear}
        />
      )}
      {listed.length === 0 && (document.synced || cards.length > 0) && (
        <p className={classes.empty}>
          {shown === 'open' && cards.length > 0 ? t('deliberate.agree.emptyOpen') : t('deliberate.agree.emptyOther')}
        </p>
      )}
      <AgreeGroups
        session={session}
        cards={listed}
        outcomes={outcomes}
        votes={votes}
        order={order}
        chosen={chosenIds}
        onChoose={mayDispose || mayPromote ? choose : undefined}
      />
      <DisposeDialog
        disposition={asking}
        count={chosen.length}
        recent={asking === null ? [] : recentReasons(dispositions.list, asking, RECENT_REASONS)}
        busy={busy}
        error={error}
        onClose={() => setAsking(null)}
        onDecide={(reason) => {
          if (asking === null) return;
          decide(chosen, asking, reason, () => {
            setAsking(null);
            clear();
          });
        }}
      />
      {promotion !== 'never' && (
        <Suspense>
          <PromoteDialog
            session={session}
            points={points.slice(0, LIMITS.pointsPerPromotion)}
            opened={promotion === 'open'}
            onClose={() => setPromotion('closed')}
            onPromoted={() => {
              setPromotion('closed');
              clear();
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
