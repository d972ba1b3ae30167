import { statesWhere } from '@gongyi/domain';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../api/trpc.ts';

/** The states in which work is left. */
export const UNFINISHED = statesWhere(({ open }) => open);

/** How many actions of the campaign earlier sessions left to do; undefined while nobody knows. */
export function useUnfinishedCount(campaignId: string): number | undefined {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.actions.counts.queryOptions({ campaignId }));
  return data && UNFINISHED.reduce((sum, state) => sum + data[state].all, 0);
}
