import type { DocumentKeeper, KeptDocument } from '@gongyi/api';
import { readPoints, restorePoints } from '@gongyi/board';
import { DomainError } from '@gongyi/domain';
import type { SyncServer } from '@gongyi/sync';
import * as Y from 'yjs';

/**
 * The API's keeper of documents over the sync server's: one is kept as one Yjs update, V2 encoding.
 * Encoding and restoring 10,000 points each hold up the event loop for a few hundred milliseconds;
 * a facilitator does it now and then.
 */
export function createDocumentKeeper(sync: () => Pick<SyncServer, 'changeDocument'>): DocumentKeeper {
  return {
    capture: (sessionId) => sync().changeDocument(sessionId, keep),
    async restore(sessionId, document) {
      const earlier = readKept(document);
      try {
        return await sync().changeDocument(sessionId, (doc) => {
          const before = keep(doc);
          restorePoints(doc, earlier);
          return before;
        });
      } finally {
        earlier.destroy();
      }
    },
  };
}

function keep(doc: Y.Doc): KeptDocument {
  // Its type leaves open whether the memory is shared; Yjs shares none.
  const document = Y.encodeStateAsUpdateV2(doc) as Uint8Array<ArrayBuffer>;
  return { document, points: readPoints(doc).length };
}

/**
 * Throws snapshotUnreadable, also when parts are missing: they would be taken for points that did
 * not exist.
 */
function readKept(document: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  try {
    Y.applyUpdateV2(doc, document);
  } catch {
    throw new DomainError('snapshotUnreadable');
  }
  if (doc.store.pendingStructs !== null) throw new DomainError('snapshotUnreadable');
  return doc;
}
