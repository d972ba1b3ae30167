import { type Disposition, LIMITS } from '@gongyi/domain';
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RefusalNote } from '../api/refusal-note.tsx';

type Props = {
  /** Null while it is shut. */
  readonly disposition: Disposition | null;
  /** Of how many cards. */
  readonly count: number;
  readonly recent: readonly string[];
  readonly busy: boolean;
  readonly error: unknown;
  readonly onClose: () => void;
  readonly onDecide: (reason: string) => void;
};

/** Asks why. What was typed stays while the server refuses it. */
export function DisposeDialog({ disposition, count, onClose, ...form }: Props) {
  const { t } = useTranslation();
  const title =
    disposition === 'deferred'
      ? t('deliberate.dispose.titleDeferred', { count })
      : t('deliberate.dispose.titleNotAdopted', { count });
  return (
    <Modal
      opened={disposition !== null}
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {disposition !== null && <DisposeForm disposition={disposition} onClose={onClose} {...form} />}
    </Modal>
  );
}

type FormProps = Omit<Props, 'disposition' | 'count'> & { readonly disposition: Disposition };

function DisposeForm({ disposition, recent, busy, error, onClose, onDecide }: FormProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const isNeeded = disposition === 'notAdopted';
  const isMissing = isNeeded && reason.trim() === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isMissing && !busy) onDecide(reason.trim());
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Textarea
          label={t(isNeeded ? 'deliberate.dispose.reason' : 'deliberate.dispose.reasonOptional')}
          description={t('deliberate.dispose.reasonHint')}
          value={reason}
          maxLength={LIMITS.reasonChars}
          autosize
          minRows={2}
          maxRows={8}
          data-autofocus
          required={isNeeded}
          error={tried && isMissing && t('deliberate.dispose.missing')}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        {recent.length > 0 && (
          <div>
            <Text size="sm" fw={500} mb={4}>
              {t('deliberate.dispose.recent')}
            </Text>
            <Group gap="xs">
              {recent.map((text) => (
                <Button
                  key={text}
                  variant="default"
                  size="sm"
                  h="auto"
                  mih={44}
                  styles={{ label: { whiteSpace: 'normal', textAlign: 'start' } }}
                  onClick={() => setReason(text)}
                >
                  {text}
                </Button>
              ))}
            </Group>
          </div>
        )}
        <RefusalNote error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t(isNeeded ? 'deliberate.dispose.confirmNotAdopted' : 'deliberate.dispose.confirmDeferred')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
