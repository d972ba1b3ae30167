import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../../api/trpc.ts';
import { useRefusal } from '../../api/use-refusal.ts';

/**
 * What one does to a whole session. A refusal is told in a toast: the menu that started it is gone
 * by then.
 */
export function useSessionCommands(sessionId: string): {
  readonly close: () => void;
  readonly reopen: () => void;
  readonly renewCode: () => void;
  readonly busy: boolean;
} {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refusal = useRefusal();
  const outcome = {
    onSuccess: () => queryClient.invalidateQueries(trpc.sessions.pathFilter()),
    onError: (error: unknown) => {
      notifications.show({ color: 'red', message: refusal(error) });
    },
  };
  const close = useMutation(trpc.sessions.close.mutationOptions(outcome));
  const reopen = useMutation(trpc.sessions.reopen.mutationOptions(outcome));
  const renewCode = useMutation(trpc.sessions.renewCode.mutationOptions(outcome));
  return {
    close: () => close.mutate({ sessionId }),
    reopen: () => reopen.mutate({ sessionId }),
    renewCode: () => renewCode.mutate({ sessionId }),
    busy: close.isPending || reopen.isPending || renewCode.isPending,
  };
}
