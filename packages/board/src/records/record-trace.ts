import type * as Y from 'yjs';
import { recordsOf } from './layout.ts';

/** What a document knows of an id: a record that is there, one that was deleted, or none ever. */
export type RecordTrace = 'there' | 'deleted' | 'none';

/**
 * For whoever derives the ids of what they add from its content, and must not bring back silently
 * what somebody deleted. A document keeps the ids of deleted records for good, as the sync server's
 * judgement of reused ids relies on.
 */
export function recordTrace(doc: Y.Doc, id: string): RecordTrace {
  const records = recordsOf(doc);
  if (records.has(id)) return 'there';
  return records._map.has(id) ? 'deleted' : 'none';
}
