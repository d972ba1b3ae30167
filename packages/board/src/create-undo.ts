import * as Y from 'yjs';
import { recordsOf } from './layout.ts';
import { OWN_EDIT } from './point-operations.ts';

/** Edits of one person closer together than this are taken back together. */
const UNDO_GROUP_MS = 500;

/**
 * Undo and redo of the edits of one origin, never of what others did. `destroy()` it with the page.
 *
 * Undoing a deletion brings the record back under the same id, but its Y.Text is a new one: fetch `pointText` again.
 */
export function createUndo(doc: Y.Doc, origin: unknown = OWN_EDIT): Y.UndoManager {
  return new Y.UndoManager(recordsOf(doc), { trackedOrigins: new Set([origin]), captureTimeout: UNDO_GROUP_MS });
}
