import { useQuery } from '@tanstack/react-query';
import { type SessionView, useTRPC } from '../../api/trpc.ts';

/** Votes are told of; that somebody comes or goes is not. */
const ASK_AGAIN_MS = 5_000;

/** How many have voted and how many are present, for those who lead. */
export function useTurnout(session: SessionView) {
  const trpc = useTRPC();
  return useQuery(trpc.votes.turnout.queryOptions({ sessionId: session.id }, { refetchInterval: ASK_AGAIN_MS }));
}
