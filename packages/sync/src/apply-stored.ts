import * as Y from 'yjs';

/**
 * Applies an update that may overlap what the document has. Nodes store what each of them was told:
 * of one page the one has more than the other, or only that it was deleted and collected.
 *
 * Where a struct goes on from something collected, Yjs throws, before it has changed anything by
 * that struct; without the part that the document has, it takes it. Throws what Yjs throws then.
 */
export function applyStored(doc: Y.Doc, update: Uint8Array, origin?: unknown): void {
  try {
    Y.applyUpdate(doc, update, origin);
  } catch {
    Y.applyUpdate(doc, Y.diffUpdate(update, Y.encodeStateVector(doc)), origin);
  }
}

/** The same for V2 encoding. */
export function applyStoredV2(doc: Y.Doc, update: Uint8Array, origin?: unknown): void {
  try {
    Y.applyUpdateV2(doc, update, origin);
  } catch {
    Y.applyUpdateV2(doc, Y.diffUpdateV2(update, Y.encodeStateVector(doc)), origin);
  }
}
