import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type RouterOutputs, useTRPC } from '../../api/trpc.ts';
import { useActionBadges } from '../../ui/action/use-action-badges.ts';
import { type Outcome, outcomeOf } from './outcomes.ts';
import type { Card } from './rank-cards.ts';

type Dispositions = RouterOutputs['outcomes']['dispositions'];
const NO_DISPOSITIONS: Dispositions = [];

/** What was decided of points that became no action, live. */
export function useDispositions(sessionId: string): {
  readonly list: Dispositions;
  readonly byPoint: ReadonlyMap<string, Dispositions[number]>;
} {
  const trpc = useTRPC();
  const { data: list = NO_DISPOSITIONS } = useQuery(trpc.outcomes.dispositions.queryOptions({ sessionId }));
  return useMemo(() => ({ list, byPoint: new Map(list.map((entry) => [entry.pointId, entry])) }), [list]);
}

/** Where each card ended, by its id, live. */
export function useOutcomes(sessionId: string, cards: readonly Card[]) {
  const badges = useActionBadges(sessionId);
  const dispositions = useDispositions(sessionId);
  const { byPoint } = dispositions;
  const outcomes = useMemo<ReadonlyMap<string, Outcome>>(
    () => new Map(cards.map((card) => [card.id, outcomeOf(card, badges, byPoint)])),
    [cards, badges, byPoint],
  );
  return { outcomes, badges, dispositions };
}
