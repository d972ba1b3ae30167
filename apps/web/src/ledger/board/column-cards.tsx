import type { ActionState } from '@gongyi/domain';
import { Button, Skeleton } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { RefusalNote } from '../../api/refusal-note.tsx';
import { useTRPC } from '../../api/trpc.ts';
import { usePrinting } from '../../ui/use-printing.ts';
import { useBoard } from '../data/board-context.ts';
import { askedFilters, type BoardFilters } from '../data/board-filters.ts';
import { ActionCard } from './action-card.tsx';
import classes from './kanban.module.css';

type Props = {
  readonly state: ActionState;
  readonly filters: BoardFilters;
  readonly count: { readonly all: number; readonly shown: number };
  readonly isDragging: boolean;
};

const PAGE_ROWS = 40;
/** Cards before and after those in sight that are drawn as well: a short column is drawn whole. */
const OVERSCAN = 40;
/** About the height of a card with two lines, CSS pixels; the true one is measured. */
const CARD_PX = 140;
const GAP_PX = 8;

/**
 * The cards of one state. Only those in sight and their neighbours are drawn, and read when they
 * are scrolled to.
 */
export function ColumnCards({ state, filters, count, isDragging }: Props) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const { campaign } = useBoard();
  const isPrinting = usePrinting();
  const list = useInfiniteQuery(
    trpc.actions.page.infiniteQueryOptions(
      { campaignId: campaign.id, filters: askedFilters(filters, [state]), limit: PAGE_ROWS },
      { getNextPageParam: ({ next }) => next, initialCursor: null, placeholderData: keepPreviousData },
    ),
  );
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const scroller = useRef<HTMLUListElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => CARD_PX,
    getItemKey: (index) => rows[index]?.id ?? index,
    gap: GAP_PX,
    overscan: OVERSCAN,
    rangeExtractor: (range) =>
      isPrinting ? Array.from({ length: range.count }, (_, index) => index) : defaultRangeExtractor(range),
  });
  const items = virtual.getVirtualItems();
  const lastDrawn = items.at(-1)?.index ?? -1;
  const { hasNextPage, isFetching, fetchNextPage } = list;
  useEffect(() => {
    if (hasNextPage && !isFetching && lastDrawn >= rows.length - 1) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage, lastDrawn, rows.length]);

  if (list.isPending) return count.shown > 0 && <Skeleton className={classes.waiting} height={CARD_PX} />;
  if (list.data === undefined) {
    return (
      <div className={classes.waiting}>
        <RefusalNote error={list.error} />
        <Button variant="default" size="xs" onClick={() => void list.refetch()}>
          {t('common.retry')}
        </Button>
      </div>
    );
  }
  return (
    <>
      {rows.length === 0 && !isDragging && (
        <p className={classes.empty}>
          {t(count.all > 0 ? 'actions.board.columnFilteredEmpty' : 'actions.board.columnEmpty')}
        </p>
      )}
      <ul className={classes.cards} ref={scroller}>
        <Room heightPx={items[0]?.start ?? 0} />
        {items.map(({ index, key }) => {
          const action = rows[index];
          return (
            action && (
              <ActionCard key={key} action={action} index={index} of={count.shown} measure={virtual.measureElement} />
            )
          );
        })}
        <Room heightPx={virtual.getTotalSize() - (items.at(-1)?.end ?? 0)} />
      </ul>
    </>
  );
}

/** Stands for cards that are not drawn, and for the gap after or before them. */
function Room({ heightPx }: { readonly heightPx: number }) {
  return heightPx > GAP_PX && <li aria-hidden className={classes.room} style={{ height: heightPx - GAP_PX }} />;
}
