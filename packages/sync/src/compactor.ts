import type { MergeStored, SyncLogger, UpdateLog } from './ports.ts';

/** When a session's updates are worth a snapshot. */
export type CompactionLimits = { readonly rows: number; readonly bytes: number };

export const DEFAULT_COMPACTION: CompactionLimits = { rows: 500, bytes: 1_048_576 };

/**
 * Makes snapshots, one at a time. Each takes as long as loading the document, so the larger the
 * document, the longer the pause until the next: a room that fills 500 rows four times a second
 * would otherwise be at it all the time. What it costs is that a busy document has more rows beside
 * its snapshot, which a load reads faster than they are written.
 */
export interface Compactor {
  /**
   * A session's document has been compacted or is about to be; asking again before that does
   * nothing.
   */
  compact(sessionId: string): void;
  /** Lets the running one end and begins no other. */
  close(): Promise<void>;
}

/**
 * How many times as long as one took passes until the next: a fiftieth of the time at most goes
 * into snapshots.
 */
const PAUSE_FACTOR = 49;

export function createCompactor(
  log: Pick<UpdateLog, 'compact'>,
  mergeStored: MergeStored,
  logger: SyncLogger,
): Compactor {
  const waiting = new Set<string>();
  let running: Promise<void> = Promise.resolve();
  let isRunning = false;
  let isClosed = false;
  let endPause: () => void = () => undefined;

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      if (isClosed) return resolve();
      const timer = setTimeout(resolve, ms).unref();
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function run() {
    for (const sessionId of waiting) {
      waiting.delete(sessionId);
      let mergingMs = 0;
      const merge: MergeStored = async (stored) => {
        const startedAt = performance.now();
        try {
          return await mergeStored(stored);
        } finally {
          mergingMs = performance.now() - startedAt;
        }
      };
      try {
        await log.compact(sessionId, merge);
      } catch (error) {
        // Nothing is lost by it: the next load is longer, and the next edits ask again.
        logger.warn({ err: error, sessionId }, 'a snapshot could not be made');
      }
      await pause(mergingMs * PAUSE_FACTOR);
    }
    isRunning = false;
  }

  return {
    compact(sessionId) {
      if (isClosed) return;
      waiting.add(sessionId);
      if (isRunning) return;
      isRunning = true;
      running = run();
    },
    close() {
      isClosed = true;
      waiting.clear();
      endPause();
      return running;
    },
  };
}
