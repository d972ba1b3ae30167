import { type ActionMove, type ActionSummary, MOVES } from '@gongyi/domain';
import { notifications } from '@mantine/notifications';
import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRefusal } from '../../api/use-refusal.ts';
import { useMoveAction } from './use-move-action.ts';

export type MoveRequest = { readonly action: ActionSummary; readonly move: ActionMove };

/**
 * Closing out is the one step that a slip of the hand must not take: it asks, though it needs no
 * words.
 */
function asksFirst(move: ActionMove): boolean {
  const { asks, confirmed } = MOVES[move];
  return asks.text !== 'none' || asks.reviewDate || confirmed;
}

/**
 * What happens when somebody wants to move an action, from wherever they do it: at once where the
 * move needs nothing, through a dialog (`pending`) where it needs a reason, a report, a date or a
 * second thought.
 */
export function useMoveRequests(campaignId: string) {
  const { t } = useTranslation();
  const refusal = useRefusal();
  const { mutateAsync } = useMoveAction(campaignId);
  const [pending, setPending] = useState<MoveRequest | null>(null);

  const refocus = useRef<string | null>(null);

  const requestMove = useCallback(
    ({ action, move }: MoveRequest) => {
      if (asksFirst(move)) {
        setPending({ action, move });
        return;
      }
      refocus.current = action.id;
      // By its promise: of several moves that are asked for before the first is answered, `mutate`
      // tells only of the last.
      mutateAsync({ actionId: action.id, version: action.version, move }).catch((error: unknown) =>
        notifications.show({
          color: 'official',
          title: t('actions.refused.title', { number: action.number }),
          message: refusal(error),
        }),
      );
    },
    [mutateAsync, refusal, t],
  );
  return { pending, requestMove, refocus, dismiss: useCallback(() => setPending(null), []) };
}
