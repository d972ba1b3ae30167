import type * as Y from 'yjs';
import { isOrWasStroke, recordsOf } from '../records/layout.ts';

/** Ids of points and clusters that one transaction touched; each id is in one of the three sets. */
export type PointsChange = {
  readonly added: ReadonlySet<string>;
  readonly changed: ReadonlySet<string>;
  readonly removed: ReadonlySet<string>;
  /** False for what came from others. */
  readonly local: boolean;
  readonly origin: unknown;
};

/**
 * Tells of every transaction that touched points, or anything else that is no stroke. Costs as much
 * as was touched: nothing is scanned. An id in `added` or `changed` may be malformed; `readPoint`
 * then gives null.
 *
 * Returns the function that stops it.
 */
export function observePoints(doc: Y.Doc, listener: (change: PointsChange) => void): () => void {
  const records = recordsOf(doc);
  const observer = (events: Y.YEvent<Y.AbstractType<unknown>>[], transaction: Y.Transaction) => {
    const added = new Set<string>();
    const changed = new Set<string>();
    const removed = new Set<string>();
    for (const event of events) {
      if (event.target !== records) {
        const id = event.path[0];
        if (typeof id === 'string') changed.add(id);
        continue;
      }
      for (const [id, { action, oldValue }] of event.changes.keys) {
        const was = action !== 'add' && !isOrWasStroke(oldValue);
        const is = action !== 'delete' && !isOrWasStroke(records.get(id));
        if (was && is) changed.add(id);
        else if (is) added.add(id);
        else if (was) removed.add(id);
      }
    }
    for (const id of added) changed.delete(id);
    for (const id of removed) changed.delete(id);
    if (added.size + changed.size + removed.size === 0) return;
    listener({ added, changed, removed, local: transaction.local, origin: transaction.origin });
  };
  records.observeDeep(observer);
  return () => records.unobserveDeep(observer);
}
