import { LIMITS, MOVES, nextState } from '@gongyi/domain';
import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RefusalNote } from '../../api/refusal-note.tsx';
import { useTRPC } from '../../api/trpc.ts';
import { DayInput } from '../../ui/action/day-input.tsx';
import { focusCardAgain } from '../data/card-focus.ts';
import { useMoveAction } from '../data/use-move-action.ts';
import type { MoveRequest } from '../data/use-move-requests.ts';
import { useMoveWords } from './use-move-words.ts';

type Props = { readonly request: MoveRequest | null; readonly onClose: () => void };

/**
 * Asks for what a move needs before it is made. Words that the server refuses stay in the dialog.
 */
export function MoveDialog({ request, onClose }: Props) {
  const { t } = useTranslation();
  const words = useMoveWords();
  // Stays in sight while the dialog fades out.
  const [shown, setShown] = useState(request);
  if (request !== null && request !== shown) setShown(request);
  const title = shown && t('actions.moveDialog.title', { number: shown.action.number, move: words.move(shown.move) });
  return (
    <Modal
      opened={request !== null}
      onClose={onClose}
      title={title}
      size="lg"
      onExitTransitionEnd={() => shown && focusCardAgain(shown.action.id)}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {shown && <MoveForm request={shown} onClose={onClose} />}
    </Modal>
  );
}

function MoveForm({ request, onClose }: { readonly request: MoveRequest; readonly onClose: () => void }) {
  const { action, move } = request;
  const { t } = useTranslation();
  const words = useMoveWords();
  const moveAction = useMoveAction(action.campaignId);
  const [text, setText] = useState('');
  const [reviewDate, setReviewDate] = useState<string | null>(null);
  const trpc = useTRPC();
  const whole = useQuery(trpc.actions.get.queryOptions({ actionId: action.id }));
  const { asks, confirmed } = MOVES[move];
  const to = nextState(action, move);

  function submit(event: FormEvent): void {
    event.preventDefault();
    moveAction.mutate({ actionId: action.id, version: action.version, move, text, reviewDate }, { onSuccess: onClose });
  }

  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {to !== null && (
          <Text c="dimmed" size="sm">
            {t('actions.moveDialog.fromTo', { from: words.state(action.state), to: words.state(to) })}
          </Text>
        )}
        <Text>{whole.data?.problem ?? action.problem}</Text>
        {confirmed && (
          <Alert title={t('actions.moveDialog.reportShown')} color="gray">
            <Stack gap="xs">
              <Text size="sm">{whole.data?.report === '' ? t('actions.moveDialog.noReport') : whole.data?.report}</Text>
              <Text size="sm">{t('actions.moveDialog.verifyHint')}</Text>
            </Stack>
          </Alert>
        )}
        {asks.text !== 'none' && (
          <Textarea
            label={t(asks.text === 'report' ? 'actions.moveDialog.report' : 'actions.moveDialog.reason')}
            description={asks.text === 'report' ? t('actions.moveDialog.reportHint') : undefined}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            maxLength={asks.text === 'report' ? LIMITS.actionTextChars : LIMITS.reasonChars}
            autosize
            minRows={3}
            maxRows={10}
            required
            data-autofocus
          />
        )}
        {asks.reviewDate && (
          <DayInput label={t('actions.moveDialog.reviewDate')} value={reviewDate} onChange={setReviewDate} required />
        )}
        <RefusalNote error={moveAction.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={moveAction.isPending}>
            {t('actions.moveDialog.confirm', { move: words.move(move) })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
