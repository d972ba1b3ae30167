import * as Y from 'yjs';
import { applyStored, applyStoredV2 } from './apply-stored.ts';
import type { StoredDocument } from './ports.ts';

/**
 * What the stored document comes to, V2 encoding; null when not all of it can be read: what cannot
 * must stay as it is. Takes as long as loading the document.
 */
export function mergeStored({ snapshot, updates }: Pick<StoredDocument, 'snapshot' | 'updates'>): Uint8Array | null {
  const doc = new Y.Doc();
  try {
    if (snapshot !== null) applyStoredV2(doc, snapshot);
    for (const update of updates) applyStored(doc, update);
    return Y.encodeStateAsUpdateV2(doc);
  } catch {
    return null;
  } finally {
    doc.destroy();
  }
}
