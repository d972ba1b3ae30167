import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useReducer } from 'react';
import { serverClock } from '../../api/server-clock.ts';
import { type SessionView, useTRPC } from '../../api/trpc.ts';
import { readTimer, type TimerReading } from './read-timer.ts';

/** Browsers do not let a page sleep for longer than this and still count. */
const LONGEST_WAIT_MS = 60_000;
/** A little later than the change, so that a clock that rounds down does not wake up before it. */
const MARGIN_MS = 15;

/** Tells the page's clock what the server says its time is; once, above all pages of a session. */
export function useServerClock(session: SessionView): void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { id: sessionId, serverNow } = session;
  useEffect(() => serverClock.hear(serverNow), [serverNow]);
  useEffect(() => {
    // A tab that comes back may have slept with the device.
    const onShown = (): void => {
      if (document.visibilityState !== 'visible' || !serverClock.isDoubtful()) return;
      void queryClient.invalidateQueries(trpc.sessions.get.queryFilter({ sessionId }));
    };
    document.addEventListener('visibilitychange', onShown);
    window.addEventListener('focus', onShown);
    return () => {
      document.removeEventListener('visibilitychange', onShown);
      window.removeEventListener('focus', onShown);
    };
  }, [queryClient, trpc, sessionId]);
}

/** What the session's timer shows now, drawn again with each second; null without one. */
export function useTimer(session: SessionView): TimerReading | null {
  const { timer } = session;
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  // The first drawing may come before the effect that hears the time.
  serverClock.hear(session.serverNow);
  const reading = timer === null ? null : readTimer(timer, serverClock.now());
  const wait = reading?.nextChangeMs ?? null;
  useEffect(() => {
    if (wait === null) return undefined;
    const waiting = setTimeout(redraw, Math.min(wait + MARGIN_MS, LONGEST_WAIT_MS));
    // A hidden tab wakes up seldom: what it shows must be right as soon as it is seen.
    document.addEventListener('visibilitychange', redraw);
    return () => {
      clearTimeout(waiting);
      document.removeEventListener('visibilitychange', redraw);
    };
  });
  return reading;
}
