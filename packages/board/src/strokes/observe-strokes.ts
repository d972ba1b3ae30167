import type * as Y from 'yjs';
import { isOrWasStroke, recordsOf } from '../records/layout.ts';

/** Ids of strokes; each is in one of the three sets. */
export type StrokesChange = {
  readonly added: ReadonlySet<string>;
  readonly removed: ReadonlySet<string>;
  /**
   * Another record stands in the place of the old one, as when two pages of one person bring the
   * same stroke back.
   */
  readonly changed: ReadonlySet<string>;
};

/**
 * Tells of every transaction that drew, erased or brought back strokes, and of no other. Costs as
 * much as was added and deleted: what happens inside a record is not looked at. An id in `added` or
 * `changed` may be malformed; `readStroke` then gives null.
 *
 * Returns the function that stops it.
 */
export function observeStrokes(doc: Y.Doc, listener: (change: StrokesChange) => void): () => void {
  const records = recordsOf(doc);
  const observer = (event: Y.YMapEvent<unknown>) => {
    const added = new Set<string>();
    const removed = new Set<string>();
    const changed = new Set<string>();
    for (const [id, { action, oldValue }] of event.changes.keys) {
      const was = action !== 'add' && isOrWasStroke(oldValue);
      const is = action !== 'delete' && isOrWasStroke(records.get(id));
      if (was && is) changed.add(id);
      else if (is) added.add(id);
      else if (was) removed.add(id);
    }
    if (added.size + removed.size + changed.size > 0) listener({ added, removed, changed });
  };
  records.observe(observer);
  return () => records.unobserve(observer);
}
