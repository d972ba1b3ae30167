import * as Y from 'yjs';
import type { StoredDocument, SyncLogger, UpdateLog } from './ports.ts';

/**
 * Loads a session's document. An update that cannot be read is reported and passed over: it must not lock everybody out of the rest.
 * A snapshot that cannot be read is replaced by the one before it.
 */
export async function loadDocument(
  log: Pick<UpdateLog, 'load'>,
  sessionId: string,
  logger: SyncLogger,
): Promise<{ doc: Y.Doc; stored: StoredDocument }> {
  const stored = await log.load(sessionId);
  const doc = new Y.Doc();
  try {
    applySnapshot(doc, stored);
    applyUpdates(doc, stored, sessionId, logger);
    return { doc, stored };
  } catch (error) {
    logger.error({ err: error, sessionId }, 'a snapshot cannot be read; the one before it is used');
    const previous = await log.load(sessionId, 'previous');
    const older = new Y.Doc();
    try {
      applySnapshot(older, previous);
    } catch (err) {
      logger.error({ err, sessionId }, 'the snapshot before it cannot be read either');
    }
    applyUpdates(older, previous, sessionId, logger);
    return { doc: older, stored: previous };
  }
}

/** What the stored document comes to, or null when not all of it can be read: what cannot must stay as it is. */
export function mergeStored(stored: StoredDocument): Uint8Array | null {
  const doc = new Y.Doc();
  try {
    applySnapshot(doc, stored);
    for (const update of stored.updates) Y.applyUpdate(doc, update);
    return Y.encodeStateAsUpdateV2(doc);
  } catch {
    return null;
  } finally {
    doc.destroy();
  }
}

function applySnapshot(doc: Y.Doc, { snapshot }: StoredDocument): void {
  if (snapshot !== null) Y.applyUpdateV2(doc, snapshot);
}

function applyUpdates(doc: Y.Doc, { updates }: StoredDocument, sessionId: string, logger: SyncLogger): void {
  doc.transact(() => {
    for (const [index, update] of updates.entries()) {
      try {
        Y.applyUpdate(doc, update);
      } catch (error) {
        logger.error({ err: error, sessionId, index }, 'an update in the log cannot be read and is left out');
      }
    }
  });
}
