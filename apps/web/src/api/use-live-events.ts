import type { QueryClient } from '@tanstack/react-query';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { tellFollowing, tellLiveEvent } from './live-event.ts';
import { isAnswer } from './refusal-of.ts';
import { type QueryGroup, touchedBy } from './touched-queries.ts';
import { useTRPC, useTRPCClient } from './trpc.ts';

type Trpc = ReturnType<typeof useTRPC>;
type TrpcClient = ReturnType<typeof useTRPCClient>;
export type LiveSubject = { readonly campaignId: string } | { readonly sessionId: string };

const FOLLOW_AGAIN_MS = 5_000;

/**
 * A socket that is refused looks like a network that is down, and a page that was signed out would
 * try for ever. So often as it has failed so many times in a row, it asks over HTTP, where the
 * server can say why. An attempt fails twice: when it is made, and when it ends.
 */
const FAILURES_BEFORE_ASKING = 4;

/**
 * One subscription per subject however many components ask for it: the gate does, and a component
 * may as well.
 */
const listeners = new Map<string, { count: number; stop: () => void }>();

/**
 * A hall that votes or writes at once tells of it many times a second: these are then asked again
 * so often, and once more at the end.
 */
const OFTEN: ReadonlySet<QueryGroup> = new Set(['votes', 'privatePoints', 'actions.counts', 'actions.people']);
const OFTEN_MS = 1_000;

/**
 * `perform` at once, and for calls within the next moment once more when it is over, spread out
 * over a hall full of phones.
 */
function throttled(perform: (group: QueryGroup) => void): (group: QueryGroup) => void {
  const waiting = new Map<QueryGroup, boolean>();
  const run = (group: QueryGroup): void => {
    waiting.set(group, false);
    perform(group);
    setTimeout(
      () => {
        if (waiting.get(group) === true) run(group);
        else waiting.delete(group);
      },
      OFTEN_MS * (0.75 + Math.random() / 2),
    );
  };
  return (group) => {
    if (!OFTEN.has(group)) perform(group);
    else if (waiting.has(group)) waiting.set(group, true);
    else run(group);
  };
}

function createInvalidate(queryClient: QueryClient, trpc: Trpc): (groups: readonly QueryGroup[]) => void {
  const filters = {
    account: () => trpc.account.pathFilter(),
    campaigns: () => trpc.campaigns.pathFilter(),
    'campaigns.list': () => trpc.campaigns.list.pathFilter(),
    sessions: () => trpc.sessions.pathFilter(),
    'sessions.list': () => trpc.sessions.list.pathFilter(),
    'sessions.get': () => trpc.sessions.get.pathFilter(),
    people: () => trpc.people.pathFilter(),
    privatePoints: () => trpc.privatePoints.pathFilter(),
    prompts: () => trpc.prompts.pathFilter(),
    votes: () => trpc.votes.pathFilter(),
    outcomes: () => trpc.outcomes.pathFilter(),
    snapshots: () => trpc.snapshots.pathFilter(),
    removedPoints: () => trpc.removedPoints.pathFilter(),
    members: () => trpc.members.pathFilter(),
    actions: () => trpc.actions.pathFilter(),
    'actions.counts': () => trpc.actions.counts.pathFilter(),
    'actions.people': () => trpc.actions.people.pathFilter(),
    'actions.badges': () => trpc.actions.badges.pathFilter(),
  } as const satisfies Record<QueryGroup, () => object>;
  const refresh = throttled((group) => void queryClient.invalidateQueries(filters[group]()));
  return (groups) => groups.forEach(refresh);
}

/**
 * Resubscribes by itself after a lost connection (the client does, with the last event id) and
 * after a fault of the server.
 */
function start(subject: LiveSubject, client: TrpcClient, queryClient: QueryClient, trpc: Trpc): () => void {
  const invalidate = createInvalidate(queryClient, trpc);
  // The person may no longer see it: the gate asks again and shows why. Who is signed in as well,
  // or the page on which to sign in would send them back.
  const askWhy = () => invalidate(['account', 'campaigns', 'sessions']);
  let stop = (): void => undefined;
  let failures = 0;
  const follow = () => {
    const subscription = client.events.follow.subscribe(subject, {
      onStarted: tellFollowing,
      onData: (event) => {
        invalidate(touchedBy(event.data.type));
        tellLiveEvent(event.data);
      },
      onConnectionStateChange: ({ state, error }) => {
        if (state === 'pending') failures = 0;
        if (state !== 'connecting' || error === null) return;
        failures += 1;
        if (failures % FAILURES_BEFORE_ASKING === 0) askWhy();
      },
      onError: (error) => {
        if (isAnswer(error)) return askWhy();
        // Spread out, so that a hall full of phones does not ask in the same instant.
        // `follow.started` then refreshes all.
        const timer = setTimeout(follow, FOLLOW_AGAIN_MS * (0.5 + Math.random()));
        stop = () => clearTimeout(timer);
      },
    });
    stop = () => subscription.unsubscribe();
  };
  follow();
  return () => stop();
}

/**
 * Keeps everything that is shown about a campaign or a session fresh, within the time that an event
 * takes to travel.
 */
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
