import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTRPC } from '../api/trpc.ts';

const NO_TOTALS: ReadonlyMap<string, number> = new Map();

/** The votes of everybody by target, live; none while they are hidden. */
export function useVoteTotals(sessionId: string): ReadonlyMap<string, number> {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.votes.totals.queryOptions({ sessionId }));
  return useMemo(
    () =>
      data === undefined || data.hidden
        ? NO_TOTALS
        : new Map(data.totals.map(({ targetId, votes }) => [targetId, votes])),
    [data],
  );
}

/** What was given to a cluster, and to its points before they were merged. */
export function clusterVotes(
  totals: ReadonlyMap<string, number>,
  clusterId: string,
  members: readonly { readonly id: string }[],
): number {
  return members.reduce((sum, { id }) => sum + (totals.get(id) ?? 0), totals.get(clusterId) ?? 0);
}
