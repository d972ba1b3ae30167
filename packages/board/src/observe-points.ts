import type * as Y from 'yjs';
import { recordsOf } from './layout.ts';

/** Ids of records that one transaction touched; each id is in one of the three sets. */
export type PointsChange = {
  readonly added: ReadonlySet<string>;
  readonly changed: ReadonlySet<string>;
  readonly removed: ReadonlySet<string>;
  /** False for what came from others. */
  readonly local: boolean;
  readonly origin: unknown;
};

/**
 * Tells of every transaction that touched points. Costs as much as was touched: nothing is scanned. An id in `added` or
 * `changed` may be malformed; `readPoint` then gives null.
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
      for (const [id, { action }] of event.changes.keys) {
        if (action === 'add') added.add(id);
        else if (action === 'delete') removed.add(id);
        else changed.add(id);
      }
    }
    for (const id of added) changed.delete(id);
    for (const id of removed) changed.delete(id);
    listener({ added, changed, removed, local: transaction.local, origin: transaction.origin });
  };
  records.observeDeep(observer);
  return () => records.unobserveDeep(observer);
}
