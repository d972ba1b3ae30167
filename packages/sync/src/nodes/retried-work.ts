import type { SyncLogger } from '../ports.ts';
import type { SyncTiming } from '../timing.ts';

/**
 * Work that is done whenever something asks for it: once at a time, once for all who ask meanwhile,
 * and again until it succeeds.
 */
export interface RetriedWork {
  /** It is done once more, from its beginning. */
  ask(): void;
  /**
   * Like `ask`. Resolves when work that began after this call is done; rejects when that attempt
   * fails, and others will follow.
   */
  once(): Promise<void>;
  /** Something was asked for that is not done. */
  readonly isWanted: boolean;
  /** Whoever waits is rejected. */
  close(): void;
}

export type RetriedWorkOptions = {
  readonly work: () => Promise<void>;
  /** What is said when it fails. */
  readonly failure: string;
  readonly details?: object;
  readonly timing: Pick<SyncTiming, 'firstRetryMs' | 'longestRetryMs'>;
  readonly logger: SyncLogger;
};

type Waiter = { readonly resolve: () => void; readonly reject: (reason: unknown) => void };

export function createRetriedWork({ work, failure, details = {}, timing, logger }: RetriedWorkOptions): RetriedWork {
  let isAsked = false;
  let isRunning = false;
  let isClosed = false;
  let waiters: Waiter[] = [];
  let endPause: () => void = () => undefined;

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms).unref();
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function run() {
    isRunning = true;
    let retryMs = timing.firstRetryMs;
    while (isAsked && !isClosed) {
      isAsked = false;
      const served = waiters;
      waiters = [];
      try {
        await work();
        retryMs = timing.firstRetryMs;
        for (const { resolve } of served) resolve();
      } catch (error) {
        isAsked = true;
        for (const { reject } of served) reject(error);
        if (isClosed) break;
        logger.warn({ err: error, retryMs, ...details }, failure);
        await pause(retryMs);
        retryMs = Math.min(retryMs * 2, timing.longestRetryMs);
      }
    }
    isRunning = false;
  }

  function ask() {
    isAsked = true;
    if (!isRunning && !isClosed) void run();
  }

  return {
    ask,
    once() {
      if (isClosed) return Promise.reject(new Error('the sync server has stopped'));
      return new Promise((resolve, reject) => {
        waiters.push({ resolve, reject });
        ask();
        // Somebody waits: the next attempt is now.
        endPause();
      });
    },
    get isWanted() {
      return isAsked || isRunning;
    },
    close() {
      isClosed = true;
      endPause();
      for (const { reject } of waiters) reject(new Error('the sync server has stopped'));
      waiters = [];
    },
  };
}
