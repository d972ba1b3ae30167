import type * as Y from 'yjs';
import type { UpdateLog } from '../ports.ts';
import { loadDocument } from '../stored-document.ts';

/** The document as a server that starts now would load it. */
export async function documentFrom(log: UpdateLog, sessionId: string): Promise<Y.Doc> {
  const fail = (details: object, message: string) => {
    throw new Error(message, { cause: details });
  };
  const { doc } = await loadDocument(log, sessionId, { warn: fail, error: fail });
  return doc;
}
