import * as Y from 'yjs';
import { writeUpdate } from './guard/write-update.ts';

/**
 * An update that a document has emitted, with the deletion of all garbage in it. Yjs says of something that came in collected only that
 * it is there, because in this document there was never anything to delete. Somebody else may have it from before, as it was: after
 * a crash of the server, which had sent it on and lost it. They would keep it for good, for by their clocks they have all.
 */
export function tellDeletions(update: Uint8Array): Uint8Array {
  const garbage = Y.decodeUpdate(update).structs.flatMap((struct) =>
    struct instanceof Y.GC ? [{ clientId: struct.id.client, clock: struct.id.clock, length: struct.length }] : [],
  );
  return garbage.length === 0 ? update : Y.mergeUpdates([update, writeDeletions(garbage)]);
}

function writeDeletions(garbage: Parameters<typeof writeUpdate>[1]): Uint8Array {
  const update = writeUpdate([], garbage);
  if (update === null) throw new Error('no deletions');
  return update;
}
