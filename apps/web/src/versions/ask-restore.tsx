import { Button, Stack, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { RefusalNote } from '../api/refusal-note.tsx';
import { useTRPC } from '../api/trpc.ts';
import classes from './session-versions.module.css';
import { UndoRestore } from './undo-restore.tsx';

/** Long enough to look at the canvas first; the list of versions has the way back for good. */
const UNDO_SHOWN_MS = 30_000;

type Props = { readonly sessionId: string; readonly snapshotId: string; readonly onCancel: () => void };

/**
 * Says what restoring does, and asks once more. Afterwards the dialog is gone, so that what is
 * behind it can be seen.
 */
export function AskRestore({ sessionId, snapshotId, onCancel }: Props) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const titleId = useId();
  const question = useRef<HTMLDivElement>(null);
  useEffect(() => question.current?.focus(), []);
  const restore = useMutation(
    trpc.snapshots.restore.mutationOptions({
      onSuccess: ({ keptId }) => {
        void queryClient.invalidateQueries(trpc.snapshots.pathFilter());
        modals.closeAll();
        const noteId = `restored-${keptId}`;
        notifications.show({
          id: noteId,
          color: 'green',
          autoClose: UNDO_SHOWN_MS,
          message: <UndoRestore noteId={noteId} sessionId={sessionId} keptId={keptId} />,
        });
      },
    }),
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields, and this is a question with two answers.
    <div ref={question} className={classes.question} role="group" aria-labelledby={titleId} tabIndex={-1}>
      <Stack gap="sm">
        <Text fw={600} id={titleId}>
          {t('sessions.versions.askTitle')}
        </Text>
        <Text>{t('sessions.versions.askText')}</Text>
        <RefusalNote error={restore.error} />
        <div className={classes.answers}>
          <Button variant="default" disabled={restore.isPending} onClick={onCancel}>
            {t('common.cancel')}
          </Button>
          <Button loading={restore.isPending} onClick={() => restore.mutate({ sessionId, snapshotId })}>
            {t('sessions.versions.askConfirm')}
          </Button>
        </div>
      </Stack>
    </div>
  );
}
