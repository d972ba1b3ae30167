import * as Y from 'yjs';
import type { UpdateLog } from '../ports.ts';

/** The document as a server that starts now would load it. */
export async function documentFrom(log: UpdateLog, sessionId: string): Promise<Y.Doc> {
  const doc = new Y.Doc();
  for (const update of await log.load(sessionId)) Y.applyUpdate(doc, update);
  return doc;
}
