/** How long the event loop may wait for us. */
const SLICE_MS = 4;

export type Pacer = {
  /**
   * True when the slice is used up: the caller then awaits `pause`. Two steps, because an await
   * costs more than most steps.
   */
  due(): boolean;
  /**
   * Lets everything else that waits have its turn. Rejects with the signal's reason once it is
   * aborted.
   */
  pause(): Promise<void>;
  /** The longest time, in milliseconds, between two pauses up to now. */
  readonly longestSliceMs: number;
};

/**
 * Splits long work on the server's only thread into slices. Throws at once when the signal is
 * aborted already; aborting later ends the work at its next pause.
 */
export function createPacer({ signal, sliceMs = SLICE_MS }: { signal?: AbortSignal; sliceMs?: number } = {}): Pacer {
  signal?.throwIfAborted();
  let began = performance.now();
  let longestSliceMs = 0;
  return {
    due: () => performance.now() - began >= sliceMs,
    async pause() {
      longestSliceMs = Math.max(longestSliceMs, performance.now() - began);
      await new Promise<void>((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
      began = performance.now();
    },
    get longestSliceMs() {
      return longestSliceMs;
    },
  };
}
