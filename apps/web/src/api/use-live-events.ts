import type { QueryClient } from '@tanstack/react-query';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { isAnswer } from './refusal-of.ts';
import { type QueryGroup, touchedBy } from './touched-queries.ts';
import { useTRPC, useTRPCClient } from './trpc.ts';

type Trpc = ReturnType<typeof useTRPC>;
type TrpcClient = ReturnType<typeof useTRPCClient>;
export type LiveSubject = { readonly campaignId: string } | { readonly sessionId: string };

const FOLLOW_AGAIN_MS = 5_000;

/** One subscription per subject however many components ask for it: the gate does, and a component may as well. */
const listeners = new Map<string, { count: number; stop: () => void }>();

function invalidate(queryClient: QueryClient, trpc: Trpc, groups: readonly QueryGroup[]): void {
  const filters = {
    campaigns: () => trpc.campaigns.pathFilter(),
    'campaigns.list': () => trpc.campaigns.list.pathFilter(),
    sessions: () => trpc.sessions.pathFilter(),
    'sessions.list': () => trpc.sessions.list.pathFilter(),
    members: () => trpc.members.pathFilter(),
    actions: () => trpc.actions.pathFilter(),
  } as const satisfies Record<QueryGroup, () => object>;
  for (const group of groups) void queryClient.invalidateQueries(filters[group]());
}

/** Resubscribes by itself after a lost connection (the client does, with the last event id) and after a fault of the server. */
function start(subject: LiveSubject, client: TrpcClient, queryClient: QueryClient, trpc: Trpc): () => void {
  let stop = (): void => undefined;
  const follow = () => {
    const subscription = client.events.follow.subscribe(subject, {
      onData: (event) => invalidate(queryClient, trpc, touchedBy(event.data.type)),
      onError: (error) => {
        if (isAnswer(error)) {
          // Refused: the person may no longer see it. The gate asks again and shows why.
          invalidate(queryClient, trpc, ['campaigns', 'sessions']);
          return;
        }
        // Spread out, so that a hall full of phones does not ask in the same instant. `follow.started` then refreshes all.
        const timer = setTimeout(follow, FOLLOW_AGAIN_MS * (0.5 + Math.random()));
        stop = () => clearTimeout(timer);
      },
    });
    stop = () => subscription.unsubscribe();
  };
  follow();
  return () => stop();
}

/** Keeps everything that is shown about a campaign or a session fresh, within the time that an event takes to travel. */
export function useLiveEvents(subject: LiveSubject): void {
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const trpc = useTRPC();
  const campaignId = 'campaignId' in subject ? subject.campaignId : null;
  const sessionId = 'sessionId' in subject ? subject.sessionId : null;
  useEffect(() => {
    const key = campaignId === null ? `session:${sessionId}` : `campaign:${campaignId}`;
    const wanted = campaignId === null ? { sessionId: sessionId ?? '' } : { campaignId };
    const shared = listeners.get(key) ?? { count: 0, stop: start(wanted, client, queryClient, trpc) };
    shared.count += 1;
    listeners.set(key, shared);
    return () => {
      shared.count -= 1;
      if (shared.count > 0) return;
      listeners.delete(key);
      shared.stop();
    };
  }, [campaignId, sessionId, client, queryClient, trpc]);
}
