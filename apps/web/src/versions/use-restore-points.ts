import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../api/trpc.ts';

/**
 * Restoring deleted points of a session: at once gone from the list, which is then asked for anew.
 */
export function useRestorePoints(sessionId: string): {
  readonly restore: (pointIds: readonly string[]) => void;
  /** What the last call put back; null before the first. */
  readonly restoredIds: readonly string[] | null;
  readonly isPending: boolean;
  readonly error: unknown;
} {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const restore = useMutation(
    trpc.removedPoints.restore.mutationOptions({
      onSuccess: (_answer, { pointIds }) => {
        const back = new Set(pointIds);
        queryClient.setQueryData(trpc.removedPoints.list.queryKey({ sessionId }), (before) =>
          before?.filter(({ id }) => !back.has(id)),
        );
      },
      onSettled: () => queryClient.invalidateQueries(trpc.removedPoints.pathFilter()),
    }),
  );
  return {
    restore: (pointIds) => restore.mutate({ sessionId, pointIds: [...pointIds] }),
    restoredIds: restore.data?.pointIds ?? null,
    isPending: restore.isPending,
    error: restore.error,
  };
}
