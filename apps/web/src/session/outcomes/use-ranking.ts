import type { Board } from '@gongyi/board';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTRPC } from '../../api/trpc.ts';
import { cardsOf, type RankedCard, rankCards } from './rank-cards.ts';

const NOTHING: readonly RankedCard[] = [];

/**
 * All that got votes, the most first; null when it is not wanted. Empty while totals are hidden.
 */
export function useRanking(sessionId: string, board: Board, wanted: boolean): readonly RankedCard[] | null {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.votes.totals.queryOptions({ sessionId }, { enabled: wanted }));
  return useMemo(() => {
    if (!wanted) return null;
    return data === undefined || data.hidden ? NOTHING : rankCards(cardsOf(board), data.totals);
  }, [board, data, wanted]);
}
