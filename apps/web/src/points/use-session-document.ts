import { useEffect, useSyncExternalStore } from 'react';
import { createSessionConnection, type SessionConnection, type SessionDocument } from './session-connection.ts';

export type { ConnectionStatus, SessionDocument } from './session-connection.ts';

/** How long a document outlives the last page that used it, so that going from list to canvas does not load it again. */
const LINGER_MS = 5_000;

type Shared = {
  readonly connection: SessionConnection;
  pages: number;
  closing: ReturnType<typeof setTimeout> | undefined;
};

const open = new Map<string, Shared>();

function sharedFor(sessionId: string): Shared {
  const known = open.get(sessionId);
  if (known !== undefined) return known;
  const serverUrl = `${window.location.origin.replace(/^http/, 'ws')}/sync`;
  const shared: Shared = { connection: createSessionConnection(serverUrl, sessionId), pages: 0, closing: undefined };
  open.set(sessionId, shared);
  return shared;
}

function hold(sessionId: string): () => void {
  const shared = sharedFor(sessionId);
  clearTimeout(shared.closing);
  shared.pages += 1;
  shared.connection.connect();
  return () => {
    shared.pages -= 1;
    if (shared.pages > 0) return;
    shared.closing = setTimeout(() => {
      open.delete(sessionId);
      shared.connection.dispose();
    }, LINGER_MS);
  };
}

/**
 * The session's shared document, its presence and its connection: one per session however many components ask.
 * `doc` and `awareness` change when the server refuses an edit and the document is loaded clean: keep them in effect dependencies.
 */
export function useSessionDocument(sessionId: string): SessionDocument {
  const { connection } = sharedFor(sessionId);
  useEffect(() => hold(sessionId), [sessionId]);
  return useSyncExternalStore(connection.subscribe, connection.getSnapshot);
}
