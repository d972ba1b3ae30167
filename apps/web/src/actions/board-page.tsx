import { allows } from '@gongyi/domain';
import { Button, EmptyState, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useTRPC } from '../api/trpc.ts';
import { PageProblem } from '../app/page-problem.tsx';
import { PageSkeleton } from '../app/page-skeleton.tsx';
import { usePageTitle } from '../app/use-page-title.ts';
import { useCampaign } from '../campaigns/campaign-gate.tsx';
import { ActionDrawer } from './action-drawer.tsx';
import { type Board, BoardContext } from './board-context.ts';
import classes from './board-page.module.css';
import { ExportMenu } from './export-menu.tsx';
import { filterActions, isFiltering, readFilters, withFilters } from './filter-actions.ts';
import { FilterBar } from './filter-bar.tsx';
import { Kanban } from './kanban.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { useMoveRequests } from './use-move-requests.ts';

const ACTION_PARAM = 'action';

/** The ledger of a campaign as a kanban by state. Filters and the open action are in the address. */
export function BoardPage() {
  const { t } = useTranslation();
  const campaign = useCampaign();
  usePageTitle(`${t('actions.board.title')} · ${campaign.name}`);
  const trpc = useTRPC();
  const list = useQuery(trpc.actions.list.queryOptions({ campaignId: campaign.id }));
  const [params, setParams] = useSearchParams();
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

  const actions = list.data;
  const filters = readFilters(params);
  if (list.isPending) return <PageSkeleton />;
  if (actions === undefined) return <PageProblem error={list.error} onRetry={list.refetch} />;
  const shown = filterActions(actions, filters, board.unitNames);

  return (
    <BoardContext value={board}>
      <div className={classes.page}>
        <header className={classes.head}>
          <h1>{t('actions.board.title')}</h1>
          <span className={classes.total}>{t('actions.board.total', { count: actions.length })}</span>
          <div className={classes.end}>
            {allows(campaign.standing, 'list.export') && <ExportMenu campaignId={campaign.id} />}
          </div>
        </header>
        {actions.length === 0 ? (
          <NoActions campaignId={campaign.id} />
        ) : (
          <>
            <FilterBar
              actions={actions}
              filters={filters}
              onChange={(next) => setParams((current) => withFilters(current, next), { replace: true })}
            />
            {shown.length === 0 && <Text className={classes.note}>{t('actions.board.nothingFound')}</Text>}
            <Kanban actions={actions} shown={shown} filtering={isFiltering(filters)} />
          </>
        )}
      </div>
      <ActionDrawer
        actionId={params.get(ACTION_PARAM)}
        actions={actions}
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
    <EmptyState title={t('actions.board.emptyTitle')} description={t('actions.board.empty')} py="xl">
      <Button component={Link} to={`/campaigns/${campaignId}`} variant="default">
        {t('actions.board.toCampaign')}
      </Button>
    </EmptyState>
  );
}
