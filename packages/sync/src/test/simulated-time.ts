import { vi } from 'vitest';

/**
 * Timers that run when the test says so. Turns of the event loop are real: everything that waits
 * for no timer goes on in them.
 */
export interface SimulatedTime extends Disposable {
  advance(ms: number): void;
  turns(count: number): Promise<void>;
  /**
   * Lets time pass, a step at a time, until it is settled. Rejects as it does, or when it takes
   * longer than a simulated hour.
   */
  until<T>(promise: Promise<T>, stepMs?: number): Promise<T>;
}

const MAX_MS = 3_600_000;

/** One at a time. */
export function simulateTime(): SimulatedTime {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return {
    advance: (ms) => void vi.advanceTimersByTime(ms),
    async turns(count) {
      for (let left = count; left > 0; left--) await turn();
    },
    async until(promise, stepMs = 10) {
      let isSettled = false;
      const settled = () => {
        isSettled = true;
      };
      promise.then(settled, settled);
      for (let ms = 0; !isSettled; ms += stepMs) {
        if (ms > MAX_MS) throw new Error('something never ended');
        vi.advanceTimersByTime(stepMs);
        await turn();
      }
      return promise;
    },
    [Symbol.dispose]: () => void vi.useRealTimers(),
  };
}
