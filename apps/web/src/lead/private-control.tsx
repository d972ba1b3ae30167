import { Button } from '@mantine/core';
import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import { IconBroadcast } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type SessionView, useTRPC } from '../api/trpc.ts';
import { useRefusal } from '../api/use-refusal.ts';
import classes from './stage-bar.module.css';

/**
 * While people write privately: how much there is, and the button that puts all of it on the
 * canvas.
 */
export function PrivateControl({ session }: { readonly session: SessionView }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refusal = useRefusal();
  const sessionId = session.id;
  const counts = useQuery(trpc.privatePoints.counts.queryOptions({ sessionId }));
  const reveal = useMutation(
    trpc.privatePoints.reveal.mutationOptions({
      onSuccess: ({ points }) => {
        notifications.show({ color: 'green', message: t('facilitate.private.done', { count: points }) });
      },
      onError: (error) => {
        notifications.show({ color: 'red', message: refusal(error) });
      },
      onSettled: () =>
        Promise.all([
          queryClient.invalidateQueries(trpc.sessions.get.queryFilter({ sessionId })),
          queryClient.invalidateQueries(trpc.privatePoints.pathFilter()),
        ]),
    }),
  );
  const { points = 0, people = 0 } = counts.data ?? {};
  const ask = (): void => {
    if (session.revealing) {
      reveal.mutate({ sessionId });
      return;
    }
    modals.openConfirmModal({
      title: t('facilitate.private.title', { count: points }),
      children: points === 0 ? t('facilitate.private.none') : t('facilitate.private.text'),
      labels: { confirm: t('facilitate.private.reveal'), cancel: t('common.cancel') },
      onConfirm: () => reveal.mutate({ sessionId }),
    });
  };
  return (
    <>
      <span className={classes.ready}>{t('facilitate.private.counts', { points, people })}</span>
      <Button leftSection={<IconBroadcast size={18} aria-hidden />} loading={reveal.isPending} onClick={ask}>
        {session.revealing ? t('facilitate.private.finish') : t('facilitate.private.reveal')}
      </Button>
    </>
  );
}
