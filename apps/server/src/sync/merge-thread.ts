import { parentPort } from 'node:worker_threads';
import { mergeStored } from '@gongyi/sync/merge-stored';

/** The thread of `createThreadedMerge`: one answer to each document, in order. */
parentPort?.on('message', (stored) => {
  const merged = mergeStored(stored);
  parentPort?.postMessage(merged, merged === null ? [] : [merged.buffer as ArrayBuffer]);
});
