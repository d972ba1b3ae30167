import * as Y from 'yjs';
import { applyStored, applyStoredV2 } from './apply-stored.ts';
import type { StoredDocument, SyncLogger, UpdateLog } from './ports.ts';

/**
 * Loads a session's document. An update that cannot be read is reported and passed over: it must
 * not lock everybody out of the rest. A snapshot that cannot be read is replaced by the one before
 * it.
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

/**
 * Adds what others have stored to a document that has all up to `since`. What the document has
 * already changes nothing, and what half a snapshot has put into it is as true as the rest.
 * `onRead` is called before anything of it is added.
 */
export async function loadSince(
  doc: Y.Doc,
  log: Pick<UpdateLog, 'load'>,
  sessionId: string,
  since: number,
  origin: unknown,
  logger: SyncLogger,
  onRead: (stored: StoredDocument) => void = () => undefined,
): Promise<StoredDocument> {
  let stored = await log.load(sessionId, { since });
  onRead(stored);
  try {
    applySnapshot(doc, stored, origin);
  } catch (error) {
    logger.error({ err: error, sessionId }, 'a snapshot cannot be read; the one before it is used');
    stored = await log.load(sessionId, 'previous');
    onRead(stored);
    try {
      applySnapshot(doc, stored, origin);
    } catch (err) {
      logger.error({ err, sessionId }, 'the snapshot before it cannot be read either');
    }
  }
  applyUpdates(doc, stored, sessionId, logger, origin);
  return stored;
}

function applySnapshot(doc: Y.Doc, { snapshot }: StoredDocument, origin?: unknown): void {
  if (snapshot !== null) applyStoredV2(doc, snapshot, origin);
}

function applyUpdates(
  doc: Y.Doc,
  { updates }: StoredDocument,
  sessionId: string,
  logger: SyncLogger,
  origin?: unknown,
): void {
  doc.transact(() => {
    for (const [index, update] of updates.entries()) {
      try {
        applyStored(doc, update, origin);
      } catch (error) {
        logger.error({ err: error, sessionId, index }, 'an update in the log cannot be read and is left out');
      }
    }
  }, origin);
}
