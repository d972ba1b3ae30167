import { entriesBytes } from './entry-bytes.ts';
import type { SyncMetrics } from './metrics.ts';
import type { LogEntry, UpdateLog } from './ports.ts';

/**
 * Appends for many rooms at once: one append at a time, and the next takes all that was asked for
 * during the last. So a busy server waits for the disk as often as a quiet one.
 *
 * When a shared append fails, each of its sessions is appended alone until that succeeds once. So a
 * session that cannot be stored (it was deleted) holds nobody else up, and after an outage all are
 * together again.
 */
export function createGroupCommit(
  log: Pick<UpdateLog, 'append'>,
  metrics: Pick<SyncMetrics, 'committed' | 'commitFailed'>,
): Pick<UpdateLog, 'append'> {
  const waiting: Request[] = [];
  let isRunning = false;
  const alone = new Set<string>();

  async function append(entries: readonly LogEntry[]) {
    const start = performance.now();
    try {
      await log.append(entries);
    } catch (error) {
      metrics.commitFailed();
      throw error;
    }
    metrics.committed(entries.length, (performance.now() - start) / 1_000);
  }

  async function run() {
    while (waiting.length > 0) {
      const group = takeGroup();
      try {
        await append(group.flatMap(({ entries }) => entries));
        for (const { resolve } of group) resolve();
      } catch (error) {
        if (group.length > 1) for (const sessionId of sessionsOf(group)) alone.add(sessionId);
        for (const { reject } of group) reject(error);
      }
    }
    isRunning = false;
  }

  /** As many from the front as fit in one statement, and at least one. */
  function takeGroup(): Request[] {
    let bytes = 0;
    const end = waiting.findIndex((request, index) => {
      bytes += request.bytes;
      return index > 0 && bytes > MAX_GROUP_BYTES;
    });
    return waiting.splice(0, end === -1 ? waiting.length : end);
  }

  return {
    async append(entries) {
      const sessionIds = new Set(entries.map(({ sessionId }) => sessionId));
      if ([...sessionIds].some((sessionId) => alone.has(sessionId))) {
        await append(entries);
        for (const sessionId of sessionIds) alone.delete(sessionId);
        return;
      }
      await new Promise<void>((resolve, reject) => {
        waiting.push({ entries, bytes: entriesBytes(entries), resolve, reject });
        if (isRunning) return;
        isRunning = true;
        void run();
      });
    },
  };
}

const MAX_GROUP_BYTES = 16 * 1_048_576;

type Request = {
  readonly entries: readonly LogEntry[];
  readonly bytes: number;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
};

function sessionsOf(group: readonly Request[]): Set<string> {
  return new Set(group.flatMap(({ entries }) => entries.map(({ sessionId }) => sessionId)));
}
