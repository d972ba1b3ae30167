import { entriesBytes, entryBytes } from './entry-bytes.ts';
import type { ClientOwner, LogEntry, RemovedPoint, SyncLogger, UpdateLog } from './ports.ts';
import type { SyncTiming } from './timing.ts';
import type { UnsavedBudget } from './unsaved-budget.ts';

/**
 * Has one room's updates written to the log: at most one append at a time, each taking all that
 * came in during the last.
 */
export interface UpdateWriter {
  /**
   * `owners` are those of client ids in it that are to be stored with it, `removed` the points that
   * it takes away.
   */
  push(update: Uint8Array, owners?: readonly ClientOwner[], removed?: readonly RemovedPoint[]): void;
  /** True when everything pushed is in the log. */
  readonly idle: boolean;
  /**
   * Resolves when everything pushed so far is in the log, however long that takes; rejects when
   * `abandon` is called before.
   */
  written(): Promise<void>;
  /** Gives up what is not written. */
  abandon(): void;
}

export type UpdateWriterOptions = {
  readonly sessionId: string;
  readonly log: Pick<UpdateLog, 'append'>;
  readonly unsaved: UnsavedBudget;
  readonly logger: SyncLogger;
  readonly timing: SyncTiming;
  /** Called with what has been written, in order. */
  readonly onWritten?: (entries: readonly LogEntry[]) => void;
  /** Called each time when everything has been written. */
  readonly onIdle: () => void;
};

/** An outage of hours must not come back as one statement that no database takes. */
const MAX_APPEND_BYTES = 8 * 1_048_576;

type Waiter = { readonly until: number; readonly resolve: () => void; readonly reject: (reason: Error) => void };

export function createUpdateWriter({
  sessionId,
  log,
  unsaved,
  logger,
  timing,
  onWritten = () => undefined,
  onIdle,
}: UpdateWriterOptions): UpdateWriter {
  let queue: LogEntry[] = [];
  let pushed = 0;
  let written = 0;
  let running = false;
  let abandoned = false;
  let waiters: Waiter[] = [];
  let endWait: (() => void) | undefined;

  function settleWaiters() {
    const done = waiters.filter(({ until }) => until <= written);
    waiters = waiters.filter(({ until }) => until > written);
    for (const { resolve } of done) resolve();
  }

  function wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      endWait = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function run() {
    let retryMs = timing.firstRetryMs;
    while (queue.length > 0 && !abandoned) {
      // Stays in the queue until it is committed.
      const batch = firstBatch(queue);
      try {
        await log.append(batch);
        queue = queue.slice(batch.length);
        written += batch.length;
        unsaved.remove(entriesBytes(batch));
        retryMs = timing.firstRetryMs;
        settleWaiters();
        onWritten(batch);
      } catch (error) {
        logger.error(
          { err: error, sessionId, retryMs },
          'edits could not be written to the log and are kept in memory',
        );
        if (abandoned) break;
        await wait(retryMs);
        retryMs = Math.min(retryMs * 2, timing.longestRetryMs);
      }
    }
    running = false;
    if (!abandoned) onIdle();
  }

  return {
    push(update, owners = [], removed = []) {
      const entry: LogEntry = {
        sessionId,
        update,
        ...(owners.length > 0 && { owners }),
        ...(removed.length > 0 && { removed }),
      };
      queue.push(entry);
      unsaved.add(entryBytes(entry));
      pushed++;
      if (running || abandoned) return;
      running = true;
      void run();
    },
    get idle() {
      return written === pushed;
    },
    written() {
      if (written === pushed) return Promise.resolve();
      if (abandoned) return Promise.reject(new Error('the sync server has stopped'));
      const until = pushed;
      return new Promise((resolve, reject) => waiters.push({ until, resolve, reject }));
    },
    abandon() {
      abandoned = true;
      unsaved.remove(entriesBytes(queue));
      endWait?.();
      for (const { reject } of waiters) reject(new Error('the sync server stopped before the edits were written'));
      waiters = [];
    },
  };
}

/** As many from the front as fit, and at least one. */
function firstBatch(queue: readonly LogEntry[]): LogEntry[] {
  let bytes = 0;
  const end = queue.findIndex((entry, index) => {
    bytes += entryBytes(entry);
    return index > 0 && bytes > MAX_APPEND_BYTES;
  });
  return queue.slice(0, end === -1 ? queue.length : end);
}
