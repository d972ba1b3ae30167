import * as Y from 'yjs';
import type { TestServer } from './start-test-server.ts';

/** A copy of what a server has of the session `s1` in memory. */
export async function documentOf(server: TestServer): Promise<Y.Doc> {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, await server.sync.changeDocument('s1', (stored) => Y.encodeStateAsUpdate(stored)));
  return doc;
}
