import { useCallback } from 'react';
import { useEveryLiveEvent } from '../../api/live-event.ts';
import type { LiveEvent } from '../../api/trpc.ts';
import { useActionLists } from './use-action-lists.ts';

/** Events that name one action, and change no other. */
const OF_ONE_ACTION: ReadonlySet<LiveEvent['type']> = new Set(['action.edited', 'action.moved', 'points.promoted']);

/**
 * Keeps the lists of a campaign's actions fresh: of an event, the one action that it names is asked
 * for again.
 */
export function useLiveActions(campaignId: string): void {
  const lists = useActionLists(campaignId);
  useEveryLiveEvent(
    useCallback(
      ({ type, subjectId }) => {
        if (OF_ONE_ACTION.has(type)) void lists.refresh(subjectId);
      },
      [lists],
    ),
  );
}
