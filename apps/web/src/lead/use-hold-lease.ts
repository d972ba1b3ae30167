import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { serverClock } from '../api/server-clock.ts';
import { type SessionView, useTRPC } from '../api/trpc.ts';

/** Three of them may be lost before the hold ends by itself. */
const RENEW_MS = 8_000;

/**
 * Says again and again that whoever holds the hall is still there. When the lease has run out
 * meanwhile (no connection, a laptop that slept) it is not taken up anew: the hall went on, and
 * would be held without warning.
 */
export function useHoldLease(session: SessionView): void {
  const trpc = useTRPC();
  const { hold, id: sessionId } = session;
  const untilMs = useRef(0);
  const { mutate: renew } = useMutation(
    trpc.facilitation.hold.mutationOptions({
      onSuccess: ({ until }) => {
        untilMs.current = Date.parse(until);
      },
    }),
  );
  const isMine = hold?.byMe === true;
  const until = hold?.until ?? null;
  useEffect(() => {
    if (until !== null) untilMs.current = Math.max(untilMs.current, Date.parse(until));
  }, [until]);
  useEffect(() => {
    if (!isMine) return undefined;
    const timer = setInterval(() => {
      if (serverClock.now() < untilMs.current) renew({ sessionId });
    }, RENEW_MS);
    return () => {
      clearInterval(timer);
      untilMs.current = 0;
    };
  }, [isMine, renew, sessionId]);
}
