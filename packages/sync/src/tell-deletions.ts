import * as Y from 'yjs';
import type { Range } from './guard/read-update.ts';
import { writeUpdate } from './guard/write-update.ts';

/**
 * An update that a document has emitted, with the deletion of what came to nothing in it. Yjs says
 * of something that came in collected only that it is there, because in this document there was
 * never anything to delete. Somebody else may have it from before, as it was: after a crash of the
 * server, which had sent it on and lost it. They would keep it for good, for by their clocks they
 * have all.
 */
export function tellDeletions(update: Uint8Array, garbage: readonly Range[]): Uint8Array {
  const deletions = writeUpdate([], garbage);
  return deletions === null ? update : Y.mergeUpdates([update, deletions]);
}

/**
 * What such an update, from another node or the log, tells so: what else in it is collected was
 * inside of something deleted.
 */
export function toldGarbageIn(update: Uint8Array): Range[] {
  const { structs, ds } = Y.decodeUpdate(update);
  return structs.flatMap((struct) => {
    if (!(struct instanceof Y.GC)) return [];
    const { length } = struct;
    const { client: clientId, clock } = struct.id;
    const isTold = ds.clients
      .get(clientId)
      ?.some((told) => told.clock <= clock && clock + length <= told.clock + told.len);
    return isTold ? [{ clientId, clock, length }] : [];
  });
}
