import type { Disposition } from '@gongyi/domain';
import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../api/trpc.ts';
import { useRefusal } from '../api/use-refusal.ts';
import type { Card } from '../session/outcomes/rank-cards.ts';

const UNDO_SHOWN_MS = 12_000;

/** Saying of cards that they become no action, and taking it back. */
export function useDispose(sessionId: string) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refusal = useRefusal();
  const refresh = () => queryClient.invalidateQueries(trpc.outcomes.pathFilter());
  const dispose = useMutation(trpc.outcomes.dispose.mutationOptions({ onSettled: refresh }));
  const undispose = useMutation(
    trpc.outcomes.undispose.mutationOptions({
      onSettled: refresh,
      onError: (error) => {
        notifications.show({ color: 'red', message: refusal(error) });
      },
    }),
  );

  function takeBack(cards: readonly Card[]): void {
    undispose.mutate(
      { sessionId, pointIds: idsOf(cards) },
      {
        onSuccess: () => {
          notifications.show({ message: t('deliberate.agree.undone', { count: cards.length }) });
        },
      },
    );
  }

  function decide(cards: readonly Card[], disposition: Disposition, reason: string, onDone: () => void): void {
    dispose.mutate(
      { sessionId, pointIds: idsOf(cards), disposition, reason },
      {
        onSuccess: () => {
          onDone();
          const count = cards.length;
          const words =
            disposition === 'deferred'
              ? t('deliberate.agree.deferredDone', { count })
              : t('deliberate.agree.notAdoptedDone', { count });
          const id = notifications.show({
            autoClose: UNDO_SHOWN_MS,
            closeButtonProps: { 'aria-label': t('common.close') },
            message: (
              <Group justify="space-between" gap="sm">
                <span>{words}</span>
                <Button
                  size="compact-md"
                  variant="light"
                  onClick={() => {
                    notifications.hide(id);
                    takeBack(cards);
                  }}
                >
                  {t('deliberate.agree.takeBack')}
                </Button>
              </Group>
            ),
          });
        },
      },
    );
  }

  return { decide, takeBack, busy: dispose.isPending, error: dispose.error, forgetError: dispose.reset };
}

function idsOf(cards: readonly Card[]): string[] {
  return cards.flatMap(({ points }) => points.map(({ id }) => id as string));
}
