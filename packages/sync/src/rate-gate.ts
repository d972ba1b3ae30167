/**
 * How fast one connection may go on, as a bucket that fills by the second. A page's own work comes
 * nowhere near it; a bucket's worth at once is what a long time offline may bring.
 */
export interface RateGate {
  /**
   * Counts one frame, or what costs as much as so many. Gives the milliseconds for which no more
   * should be read, or 0.
   */
  take(nowMs: number, cost?: number): number;
  /** As if nothing had ever been taken. */
  isFull(nowMs: number): boolean;
}

export type RateLimits = { readonly perSecond: number; readonly burst: number };

/**
 * Reading begins again with so much of a second's worth, so that it does not stop after each frame.
 */
const PAUSE_SECONDS = 0.1;

export function createRateGate({ perSecond, burst }: RateLimits): RateGate {
  let level = burst;
  let lastMs: number | undefined;

  function fill(nowMs: number): void {
    level = Math.min(burst, level + (perSecond * (nowMs - (lastMs ?? nowMs))) / 1_000);
    lastMs = nowMs;
  }

  return {
    take(nowMs, cost = 1) {
      fill(nowMs);
      level -= cost;
      return level > 0 ? 0 : (PAUSE_SECONDS - level / perSecond) * 1_000;
    },
    isFull(nowMs) {
      fill(nowMs);
      return level >= burst;
    },
  };
}
