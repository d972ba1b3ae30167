import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../api/trpc.ts';

/** How many points and clusters nobody has decided of; null while it is not known. */
export function useOpenCount(sessionId: string): number | null {
  const trpc = useTRPC();
  // Asked again at each opening of a dialog: what people write and merge on the canvas is no event.
  const { data } = useQuery(trpc.outcomes.open.queryOptions({ sessionId }, { staleTime: 0 }));
  // A cluster is one matter, however many points it has.
  return data === undefined ? null : new Set(data.map(({ id, clusterId }) => clusterId ?? id)).size;
}
