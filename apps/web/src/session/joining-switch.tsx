import { Stack, Switch } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { RefusalNote } from '../api/refusal-note.tsx';
import { type SessionView, useTRPC } from '../api/trpc.ts';
import classes from './joining-switch.module.css';

/** For those who lead an open session: whether devices that have not joined may do so. */
export function JoiningSwitch({ session }: { readonly session: SessionView }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const sessionId = session.id;
  const joining = useMutation(
    trpc.facilitation.setJoining.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.sessions.pathFilter()),
    }),
  );
  return (
    <Stack gap="xs">
      <Switch
        size="md"
        classNames={{ body: classes.body }}
        label={t('sessions.host.joining')}
        description={t('sessions.host.joiningHint')}
        checked={joining.isPending ? joining.variables.on : session.mayJoin}
        onChange={({ currentTarget }) => joining.mutate({ sessionId, on: currentTarget.checked })}
      />
      <RefusalNote error={joining.error} />
    </Stack>
  );
}
