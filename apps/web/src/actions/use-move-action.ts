import type { ActionView } from '@gongyi/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../api/trpc.ts';
import { withMove, withNewest } from './action-cache.ts';

/**
 * Moves an action. The board shows the new state at once; when the server refuses, that one action goes back to what it was,
 * and nothing else of what arrived in the meantime is lost.
 */
export function useMoveAction(campaignId: string) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const queryKey = trpc.actions.list.queryKey({ campaignId });
  return useMutation(
    trpc.actions.move.mutationOptions({
      onMutate: async ({ actionId, move }) => {
        const before: ActionView | undefined = queryClient
          .getQueryData(queryKey)
          ?.find((action) => action.id === actionId);
        queryClient.setQueryData(queryKey, (actions) => withMove(actions, actionId, move));
        // A read that began before the move would put the old state back.
        await queryClient.cancelQueries({ queryKey });
        return { before };
      },
      onSuccess: (action) => queryClient.setQueryData(queryKey, (actions) => withNewest(actions, action)),
      onError: (_error, _input, context) => {
        const before = context?.before;
        if (before !== undefined) queryClient.setQueryData(queryKey, (actions) => withNewest(actions, before));
      },
      // For what the cancelled read would have brought.
      onSettled: () => void queryClient.invalidateQueries({ queryKey }),
    }),
  );
}
