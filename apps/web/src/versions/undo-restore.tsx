import { Button, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { RefusalNote } from '../api/refusal-note.tsx';
import { useTRPC } from '../api/trpc.ts';

const UNDONE_SHOWN_MS = 5_000;

type Props = { readonly noteId: string; readonly sessionId: string; readonly keptId: string };

/**
 * Inside a toast: that it was restored, and the way back, which is to restore what was kept before.
 */
export function UndoRestore({ noteId, sessionId, keptId }: Props) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const undo = useMutation(
    trpc.snapshots.restore.mutationOptions({
      onSuccess: () => {
        void queryClient.invalidateQueries(trpc.snapshots.pathFilter());
        notifications.update({
          id: noteId,
          color: 'green',
          autoClose: UNDONE_SHOWN_MS,
          message: t('sessions.versions.undone'),
        });
      },
    }),
  );
  return (
    <Stack gap="xs" align="flex-start">
      {t('sessions.versions.restored')}
      <RefusalNote error={undo.error} />
      <Button variant="light" loading={undo.isPending} onClick={() => undo.mutate({ sessionId, snapshotId: keptId })}>
        {t('sessions.versions.undo')}
      </Button>
    </Stack>
  );
}
