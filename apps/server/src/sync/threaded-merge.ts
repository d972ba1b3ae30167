import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { MergeStored, StoredDocument } from '@gongyi/sync';

/**
 * Makes snapshots in a thread of its own: one of a 10,000-point document takes longer than
 * anybody's edit should wait. Rejects when the thread dies, for example of too large a document;
 * the next call begins another.
 */
export interface ThreadedMerge {
  readonly merge: MergeStored;
  /** A merge that is under way is given up, and rejects. */
  close(): Promise<void>;
}

/**
 * A thread that had nothing to do for so long is ended: what it took of memory for a large document
 * it would keep.
 */
const IDLE_MS = 60_000;

/** `thread` is the built `merge-thread.ts`. */
export function createThreadedMerge(thread: URL, { idleMs = IDLE_MS } = {}): ThreadedMerge {
  let worker: Worker | null = null;
  let idleTimer: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();

  function start(): Worker {
    const started = new Worker(thread);
    // A process that has nothing else to do may end.
    started.unref();
    // Of what it dies, a merge that is under way is told; an error that nobody hears would end the
    // process.
    started.on('error', () => undefined);
    started.on('exit', () => {
      if (worker === started) worker = null;
    });
    return started;
  }

  async function end(): Promise<void> {
    clearTimeout(idleTimer);
    const ending = worker;
    worker = null;
    await ending?.terminate();
  }

  async function mergeNow({ snapshot, updates }: StoredDocument): Promise<Uint8Array | null> {
    clearTimeout(idleTimer);
    worker ??= start();
    const asked = worker;
    const gone = new AbortController();
    const onExit = () => gone.abort();
    asked.once('exit', onExit);
    try {
      asked.postMessage({ snapshot, updates });
      const [merged] = (await once(asked, 'message', gone)) as [Uint8Array | null];
      idleTimer = setTimeout(() => void end(), idleMs).unref();
      return merged;
    } finally {
      asked.off('exit', onExit);
    }
  }

  return {
    merge(stored) {
      // One at a time, so that each answer is that to its question.
      const merging = last.then(() => mergeNow(stored));
      last = merging.catch(() => undefined);
      return merging;
    },
    close: end,
  };
}
