import { allows } from '@gongyi/domain';
import { Button, EmptyState, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useTRPC } from '../api/trpc.ts';
import { useCampaign } from '../ui/campaign-gate.tsx';
import { PageProblem } from '../ui/page-problem.tsx';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import { usePageTitle } from '../ui/use-page-title.ts';
import { ActionDrawer } from './action/action-drawer.tsx';
import { FilterBar } from './board/filter-bar.tsx';
import { Kanban } from './board/kanban.tsx';
import { useWholePrint } from './board/use-whole-print.ts';
import classes from './board-page.module.css';
import { type Board, BoardContext } from './data/board-context.ts';
import { askedFilters, readFilters, withFilters } from './data/board-filters.ts';
import { useLiveActions } from './data/use-live-actions.ts';
import { useMoveRequests } from './data/use-move-requests.ts';
import { ExportMenu } from './export-menu.tsx';
import { MoveDialog } from './moves/move-dialog.tsx';

const ACTION_PARAM = 'action';
const SEARCH_PAUSE_MS = 200;

/**
 * The ledger of a campaign as a kanban by state. Filters and the open action are in the address.
 */
export function BoardPage() {
  const { t } = useTranslation();
  const campaign = useCampaign();
  usePageTitle(`${t('actions.board.title')} · ${campaign.name}`);
  const trpc = useTRPC();
  const [params, setParams] = useSearchParams();
  const filters = readFilters(params);
  // Not with every letter: the server looks through all actions.
  const [asked] = useDebouncedValue(filters, SEARCH_PAUSE_MS, { leading: true });
  const counts = useQuery(
    trpc.actions.counts.queryOptions(
      { campaignId: campaign.id, filters: askedFilters(asked) },
      { placeholderData: keepPreviousData },
    ),
  );
  useLiveActions(campaign.id);
  useWholePrint();
  const { pending, requestMove, refocus, dismiss } = useMoveRequests(campaign.id);

  const board = useMemo(
    (): Board => ({
      campaign,
      themes: new Map(campaign.themes.map((theme) => [theme.id, theme])),
      unitNames: new Map(campaign.units.map((unit) => [unit.id, unit.name])),
      requestMove,
      refocus,
      openAction: (actionId) =>
        setParams((current) => {
          const next = new URLSearchParams(current);
          next.set(ACTION_PARAM, actionId);
          return next;
        }),
    }),
    [campaign, refocus, requestMove, setParams],
  );

  if (counts.isPending) return <PageSkeleton />;
  if (counts.data === undefined) return <PageProblem error={counts.error} onRetry={counts.refetch} />;
  const all = Object.values(counts.data).reduce((sum, state) => sum + state.all, 0);
  const shown = Object.values(counts.data).reduce((sum, state) => sum + state.shown, 0);

  return (
    <BoardContext value={board}>
      <div className={classes.page}>
        <header className={classes.head}>
          <h1>{t('actions.board.title')}</h1>
          <span className={classes.total}>{t('actions.board.total', { count: all })}</span>
          <div className={classes.end}>
            {allows(campaign.standing, 'list.export') && <ExportMenu campaignId={campaign.id} />}
          </div>
        </header>
        {all === 0 ? (
          <NoActions campaignId={campaign.id} />
        ) : (
          <>
            <FilterBar
              filters={filters}
              onChange={(next) => setParams((current) => withFilters(current, next), { replace: true })}
            />
            {shown === 0 && <Text className={classes.note}>{t('actions.board.nothingFound')}</Text>}
            <Kanban counts={counts.data} filters={asked} />
          </>
        )}
      </div>
      <ActionDrawer
        actionId={params.get(ACTION_PARAM)}
        onClose={() =>
          setParams(
            (current) => {
              const next = new URLSearchParams(current);
              next.delete(ACTION_PARAM);
              return next;
            },
            // "Back" leads to where the person came from, not into the drawer that they closed.
            { replace: true },
          )
        }
      />
      <MoveDialog request={pending} onClose={dismiss} />
    </BoardContext>
  );
}

function NoActions({ campaignId }: { readonly campaignId: string }) {
  const { t } = useTranslation();
  return (
    <EmptyState title={t('actions.board.emptyTitle')} description={t('actions.board.empty')} py="xl" px="md">
      <Button component={Link} to={`/campaigns/${campaignId}`} variant="default">
        {t('actions.board.toCampaign')}
      </Button>
    </EmptyState>
  );
}
