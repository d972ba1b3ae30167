import { allows, isWritingStage, type SessionStage } from '@gongyi/domain';
import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type SessionView, useTRPC } from '../api/trpc.ts';
import { useRefusal } from '../api/use-refusal.ts';
import type { ReadyCount } from '../session/facilitation/ready-count.ts';
import type { Lead } from '../session/facilitation/use-lead.ts';
import { ClosingText } from '../session/outcomes/closing-text.tsx';
import { questionBefore } from './stage-plan.ts';

/** Goes to another stage, asking first where it may surprise people. */
export function useChangeStage(session: SessionView, lead: Lead, readiness: ReadyCount) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refusal = useRefusal();
  const mayClose = allows(session.me.standing, 'session.close');
  const hidden = useQuery(
    trpc.privatePoints.counts.queryOptions({ sessionId: session.id }, { enabled: session.privateWriting }),
  );
  const reveal = useMutation(trpc.privatePoints.reveal.mutationOptions());

  // A refusal has been told where it came from.
  const go = (to: SessionStage) => void lead.setStage(to).catch(() => undefined);

  async function revealAndGo(to: SessionStage): Promise<void> {
    try {
      await reveal.mutateAsync({ sessionId: session.id });
    } catch (error) {
      notifications.show({ color: 'red', message: refusal(error) });
      return;
    }
    await queryClient.invalidateQueries(trpc.privatePoints.pathFilter());
    go(to);
  }

  function choose(to: SessionStage): void {
    const stage = t(`sessions.stages.${to}`);
    const waiting = session.privateWriting && !isWritingStage(to) ? (hidden.data?.points ?? 0) : 0;
    if (waiting > 0) {
      modals.openConfirmModal({
        title: t('facilitate.stage.privateTitle'),
        children: t('facilitate.stage.privateText', { count: waiting, stage: t(`sessions.stages.${session.stage}`) }),
        labels: { confirm: t('facilitate.stage.privateGo'), cancel: t('common.cancel') },
        onConfirm: () => void revealAndGo(to),
      });
      return;
    }
    const question = questionBefore(session.stage, to, readiness);
    if (question === null) {
      go(to);
      return;
    }
    const words = {
      close: [t('sessions.host.closeTitle'), <ClosingText key="close" sessionId={session.id} />],
      back: [t('facilitate.stage.backTitle', { stage }), t('facilitate.stage.backText')],
      skip: [t('facilitate.stage.skipTitle', { stage }), t('facilitate.stage.skipText')],
      notReady: [t('facilitate.stage.notReadyTitle'), t('facilitate.stage.notReady', { ...readiness, stage })],
    } as const;
    const [title, children] = words[question];
    modals.openConfirmModal({
      title,
      children,
      labels: {
        confirm: question === 'close' ? t('sessions.host.close') : t('facilitate.stage.go', { stage }),
        cancel: question === 'notReady' ? t('facilitate.stage.stay') : t('common.cancel'),
      },
      onConfirm: () => go(to),
    });
  }

  return {
    /** Ending a session and opening it again is for those who may. */
    mayChoose: (to: SessionStage) => (to !== 'closed' && !session.closed) || mayClose,
    choose,
  };
}
