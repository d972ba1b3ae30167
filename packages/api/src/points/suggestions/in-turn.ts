/**
 * Of the whole process, because what they compete for is its one thread: two at once would double
 * each gap of the event loop.
 */
let last: Promise<unknown> = Promise.resolve();

/**
 * Begins long work when all that was begun before has ended, however it ended. Work whose signal is
 * aborted by then is not begun.
 */
export function inTurn<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  const turn = last.then(() => {
    signal?.throwIfAborted();
    return work();
  });
  last = turn.catch(() => undefined);
  return turn;
}
