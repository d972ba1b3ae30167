import { type Clock, sleep } from './clock.ts';
import type { LatencyHistogram } from './latency-histogram.ts';

const TICK_MS = 2;

export type PaceOptions = {
  readonly clock: Clock;
  readonly startAtMs: number;
  readonly perSecond: number;
  /** How many in all. */
  readonly count: number;
  readonly send: () => void;
  /**
   * How late each one was, because this thread had other things to do. Large values mean that the
   * generator was the bottleneck.
   */
  readonly lag: LatencyHistogram;
};

/**
 * Sends at an even rate, whatever the answers do: nothing waits for a slow server, so a server that
 * stalls is charged for every message that it kept waiting. What could not be sent in time is sent
 * as soon as possible.
 */
export async function pace({ clock, startAtMs, perSecond, count, send, lag }: PaceOptions): Promise<void> {
  const everyMs = 1_000 / perSecond;
  for (let sent = 0; sent < count; ) {
    await sleep(Math.max(TICK_MS, startAtMs + sent * everyMs - clock()));
    for (let nowMs = clock(); sent < count && startAtMs + sent * everyMs <= nowMs; sent++) {
      lag.add(nowMs - (startAtMs + sent * everyMs));
      send();
      nowMs = clock();
    }
  }
}
