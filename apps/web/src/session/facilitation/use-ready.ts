import { useCallback, useEffect, useState } from 'react';
import type { Awareness } from 'y-protocols/awareness';
import type { SessionView } from '../../api/trpc.ts';
import { countReady, READY_FIELD, type ReadyCount, readyToken } from './ready-count.ts';
import { useFromAwareness } from './watched-awareness.ts';

export function useReadyCount(session: SessionView, awareness: Awareness): ReadyCount {
  const token = readyToken(session);
  return useFromAwareness(
    awareness,
    useCallback((states) => countReady(states.values(), token), [token]),
  );
}

/** Whether this person is asked to say when they are ready. */
function isAskedForReady(session: SessionView): boolean {
  return session.me.kind === 'participant' && !session.rights.lead && !session.closed;
}

const REMEMBERED = new Map<string, string>();

/**
 * This participant's own word, told to the others. It ends with the stage, and outlives a change of
 * page in the same tab.
 */
export function useOwnReady(session: SessionView, awareness: Awareness) {
  const token = readyToken(session);
  const asked = isAskedForReady(session);
  const [readyFor, setReadyFor] = useState(() => REMEMBERED.get(session.id) ?? '');
  const isReady = readyFor === token;
  useEffect(() => {
    if (!asked) return undefined;
    awareness.setLocalStateField(READY_FIELD, isReady ? token : '');
    return () => {
      if (awareness.getLocalState() !== null) awareness.setLocalStateField(READY_FIELD, null);
    };
  }, [asked, awareness, isReady, token]);
  const set = (ready: boolean): void => {
    REMEMBERED.set(session.id, ready ? token : '');
    setReadyFor(ready ? token : '');
  };
  return { asked, isReady, set };
}
