import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { type SessionView, useTRPC } from '../../api/trpc.ts';
import { deviceStorage } from '../../ui/device-storage.ts';
import { createKeptEdits } from './kept-edits.ts';
import { canWrite } from './point-rights.ts';
import { createSessionConnection, type SessionConnection, type SessionDocument } from './session-connection.ts';

export type { SessionDocument } from './session-connection.ts';

/**
 * How long a document outlives the last page that used it, so that going from list to canvas does
 * not load it again.
 */
const LINGER_MS = 5_000;

type Shared = {
  readonly connection: SessionConnection;
  mayWrite: boolean;
  pages: number;
  closing: ReturnType<typeof setTimeout> | undefined;
};

/** One for each session and person: what one of them wrote is never sent in the name of another. */
const open = new Map<string, Shared>();

/** Asks before the tab is closed, but only when something would be lost with it. */
window.addEventListener('beforeunload', (event) => {
  for (const { connection } of open.values()) {
    const { unsaved } = connection.getSnapshot();
    if (unsaved.changes > 0 && !unsaved.isOnDevice) event.preventDefault();
  }
});

function sharedFor(sessionId: string, personId: string, mayStillWrite: () => Promise<boolean>): Shared {
  const key = `${sessionId} ${personId}`;
  const known = open.get(key);
  if (known !== undefined) return known;
  const serverUrl = `${window.location.origin.replace(/^http/, 'ws')}/sync`;
  const kept = createKeptEdits(deviceStorage(), sessionId, personId);
  const connection = createSessionConnection({ serverUrl, sessionId, kept, mayStillWrite });
  const shared: Shared = { connection, mayWrite: false, pages: 0, closing: undefined };
  open.set(key, shared);
  return shared;
}

function hold(shared: Shared): () => void {
  clearTimeout(shared.closing);
  shared.pages += 1;
  shared.connection.connect();
  return () => {
    shared.pages -= 1;
    if (shared.pages === 0) closeSoon(shared);
  };
}

function closeSoon(shared: Shared): void {
  shared.closing = setTimeout(() => {
    const { unsaved, status } = shared.connection.getSnapshot();
    // Somebody who goes on to another page expects that what they wrote arrives, where it can.
    if (unsaved.changes > 0 && shared.mayWrite && status !== 'refused') return closeSoon(shared);
    for (const [key, other] of open) if (other === shared) open.delete(key);
    shared.connection.dispose();
  }, LINGER_MS);
}

/**
 * The session's shared document, its presence and its connection: one per session and person
 * however many components ask. `doc` and `awareness` change when the server refuses an edit and the
 * document is loaded clean: keep them in effect dependencies.
 */
export function useSessionDocument(session: SessionView): SessionDocument {
  const { id: sessionId, me } = session;
  const personId = me.author.id;
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const shared = useMemo(
    () =>
      sharedFor(sessionId, personId, async () => {
        const query = trpc.sessions.get.queryOptions({ sessionId }, { staleTime: 0, retry: false });
        const now = await queryClient.fetchQuery(query);
        return now.me.author.id === personId && canWrite(now);
      }),
    [sessionId, personId, trpc, queryClient],
  );
  const { connection } = shared;
  const mayWrite = canWrite(session);
  useEffect(() => {
    shared.mayWrite = mayWrite;
    shared.connection.allow(mayWrite);
  }, [shared, mayWrite]);
  useEffect(() => hold(shared), [shared]);
  return useSyncExternalStore(connection.subscribe, connection.getSnapshot);
}
