import type { SyncLogger, UpdateLog } from './ports.ts';
import { mergeStored } from './stored-document.ts';

/** When a session's updates are worth a snapshot. */
export type CompactionLimits = { readonly rows: number; readonly bytes: number };

export const DEFAULT_COMPACTION: CompactionLimits = { rows: 500, bytes: 1_048_576 };

/** Makes snapshots, one at a time: each takes the time of loading a document. */
export interface Compactor {
  /** A session's document has been compacted or is about to be; asking again before that does nothing. */
  compact(sessionId: string): void;
  /** Lets the running one end and begins no other. */
  close(): Promise<void>;
}

export function createCompactor(log: Pick<UpdateLog, 'compact'>, logger: SyncLogger): Compactor {
  const waiting = new Set<string>();
  let running: Promise<void> = Promise.resolve();
  let isRunning = false;

  async function run() {
    for (const sessionId of waiting) {
      waiting.delete(sessionId);
      try {
        await log.compact(sessionId, mergeStored);
      } catch (error) {
        // Nothing is lost by it: the next load is longer, and the next edits ask again.
        logger.warn({ err: error, sessionId }, 'a snapshot could not be made');
      }
    }
    isRunning = false;
  }

  return {
    compact(sessionId) {
      waiting.add(sessionId);
      if (isRunning) return;
      isRunning = true;
      running = run();
    },
    close() {
      waiting.clear();
      return running;
    },
  };
}
