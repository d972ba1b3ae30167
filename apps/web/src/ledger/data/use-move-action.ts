import { type Query, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../../api/trpc.ts';
import { asMoved } from './action-cache.ts';
import { useActionLists } from './use-action-lists.ts';

/**
 * Moves an action. The board shows the new state at once; when the server refuses, that one action
 * goes back to what it was, and nothing else of what arrived in the meantime is lost.
 */
export function useMoveAction(campaignId: string) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const lists = useActionLists(campaignId);
  return useMutation(
    trpc.actions.move.mutationOptions({
      onMutate: async ({ actionId, move }) => {
        const before = lists.find(actionId);
        if (before !== undefined) lists.put(asMoved(before, move));
        // A read that began before the move would put the old state back.
        await lists.stopReading();
        return { before };
      },
      onSuccess: (action) => lists.receive(action),
      onError: (_error, _input, context) => {
        const before = context?.before;
        if (before !== undefined) lists.putBack(before);
      },
      // For what the cancelled reads would have brought.
      onSettled: (_action, _error, { actionId }) => {
        void lists.refresh(actionId);
        void queryClient.invalidateQueries(trpc.actions.counts.pathFilter());
        const isWaiting = ({ state }: Query) => state.isInvalidated || state.data === undefined;
        void queryClient.refetchQueries({ ...trpc.actions.page.pathFilter(), predicate: isWaiting });
      },
    }),
  );
}
