import { useCallback, useEffect, useSyncExternalStore } from 'react';
import type { Awareness } from 'y-protocols/awareness';
import type { SessionView } from '../../api/trpc.ts';
import {
  countFollowers,
  FOLLOWING_FIELD,
  type FollowEvent,
  type FollowState,
  NOT_CALLED,
  nextFollow,
} from './follow-state.ts';
import { useFromAwareness } from './watched-awareness.ts';

const states = new Map<string, FollowState>();
const listeners = new Set<() => void>();

function tell(sessionId: string, event: FollowEvent): void {
  const before = states.get(sessionId) ?? NOT_CALLED;
  const after = nextFollow(before, event);
  if (after === before) return;
  states.set(sessionId, after);
  for (const listener of [...listeners]) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/**
 * Whether this person follows the summons of the moment. One for the tab: canvas, list and strip
 * speak of the same.
 */
export function useFollow({ id: sessionId }: Pick<SessionView, 'id'>) {
  const state = useSyncExternalStore(subscribe, () => states.get(sessionId) ?? NOT_CALLED);
  const on = useCallback((kind: 'went' | 'left' | 'declined') => tell(sessionId, { kind }), [sessionId]);
  return { state, on };
}

/**
 * Hears of summonses, and tells the others whether this person follows. Once per page, above what
 * shows it.
 */
export function useSummons(session: SessionView, awareness: Awareness): void {
  const { id: sessionId, summon, anonymous } = session;
  // Who calls is there already.
  const at = summon === null || summon.byMe ? null : summon.at;
  const { state } = useFollow(session);
  useEffect(() => tell(sessionId, { kind: 'summoned', at }), [sessionId, at]);
  // The server would not pass it on in an anonymous session.
  const following = state.is === 'following' && !anonymous ? state.at : null;
  useEffect(() => {
    if (awareness.getLocalState() !== null) awareness.setLocalStateField(FOLLOWING_FIELD, following);
  }, [awareness, following]);
}

export function useFollowers(awareness: Awareness, at: string): number {
  return useFromAwareness(
    awareness,
    useCallback((all) => countFollowers(all.values(), at), [at]),
  );
}
