import * as Y from 'yjs';
import { PLACE, recordsOf } from '../records/layout.ts';
import { OWN_EDIT } from './point-operations.ts';

/** Edits of one person closer together than this are taken back together. */
const UNDO_GROUP_MS = 500;

/**
 * Undo and redo of the edits of one origin, never of what others did. `destroy()` it with the page.
 *
 * Undoing a deletion brings the record back under the same id, but its Y.Text is a new one: fetch
 * `pointText` again.
 *
 * A move is not taken back when others moved the same card meanwhile, in a way that leaves no place
 * to go back to.
 */
export function createUndo(doc: Y.Doc, origin: unknown = OWN_EDIT): Y.UndoManager {
  return new Y.UndoManager(recordsOf(doc), {
    trackedOrigins: new Set([origin]),
    captureTimeout: UNDO_GROUP_MS,
    deleteFilter: (item) => !isLastPlace(item),
  });
}

/**
 * What is brought back is there before anything is deleted, so a place that still counts has none
 * to follow it; without it nobody would see the card. One that goes as a whole takes its place
 * along.
 */
function isLastPlace({ parent, parentSub, id }: Y.Item): boolean {
  if (parentSub !== PLACE || !(parent instanceof Y.Map)) return false;
  const last = parent._map.get(PLACE);
  return last !== undefined && !last.deleted && Y.compareIDs(last.id, id);
}
