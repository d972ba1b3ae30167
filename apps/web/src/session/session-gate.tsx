import { useQuery } from '@tanstack/react-query';
import { Navigate, Outlet, useLocation, useOutletContext, useParams } from 'react-router';
import { isAnswer, refusalOf } from '../api/refusal-of.ts';
import { type SessionView, useTRPC } from '../api/trpc.ts';
import { useLiveEvents } from '../api/use-live-events.ts';
import { PageOutOfReach } from '../ui/page-out-of-reach.tsx';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import { loginPathFor } from '../ui/return-path.ts';

type Props = {
  /**
   * Where people go who are neither signed in nor joined: staff sign in, participants type a code.
   */
  readonly strangersTo: 'login' | 'landing';
};

/** Loads the session of the address and keeps it live for the pages below. */
export function SessionGate({ strangersTo }: Props) {
  const { sessionId = '' } = useParams();
  const trpc = useTRPC();
  const session = useQuery(trpc.sessions.get.queryOptions({ sessionId }));
  const location = useLocation();
  if (session.isPending) return <PageSkeleton />;
  // A refetch that finds no server leaves what is on the screen; one that is refused (removed,
  // signed out) does not.
  if (session.data === undefined || isAnswer(session.error)) {
    if (refusalOf(session.error).code === 'notSignedIn') {
      const wanted = location.pathname + location.search;
      return <Navigate to={strangersTo === 'login' ? loginPathFor(wanted) : '/'} replace />;
    }
    return <PageOutOfReach error={session.error} onRetry={session.refetch} />;
  }
  return <LiveSession key={sessionId} session={session.data} />;
}

/** Mounted only for people who may see the session, so a stranger opens no socket. */
function LiveSession({ session }: { readonly session: SessionView }) {
  useLiveEvents({ sessionId: session.id });
  return <Outlet context={session satisfies SessionView} />;
}

/** The session of the address, live. Only below SessionGate. */
export function useSession(): SessionView {
  return useOutletContext<SessionView>();
}
