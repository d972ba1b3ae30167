import * as Y from 'yjs';

/**
 * How large a document is, encoded, as far as that matters: whether it is full. What is added to it
 * is summed up, which is never too little; only when that comes to the limit is it measured, and
 * not again for a while, since measuring takes as long as answering somebody who joins.
 */
export interface DocumentSize {
  /** Never too little. */
  readonly bytes: number;
  /** The document has grown by an update of so many bytes. */
  add(bytes: number): void;
  /** Whether it is as large as it may be. */
  isFull(nowMs: number): boolean;
}

const MEASURED_FOR_MS = 5_000;

export function createDocumentSize(doc: Y.Doc, storedBytes: number, limitBytes: number): DocumentSize {
  let bytes = storedBytes;
  let measuredAtMs = Number.NEGATIVE_INFINITY;
  return {
    get bytes() {
      return bytes;
    },
    add(more) {
      bytes += more;
    },
    isFull(nowMs) {
      if (bytes < limitBytes) return false;
      if (nowMs - measuredAtMs < MEASURED_FOR_MS) return true;
      measuredAtMs = nowMs;
      bytes = Y.encodeStateAsUpdate(doc).length;
      return bytes >= limitBytes;
    },
  };
}
