import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RefusalNote } from '../api/refusal-note.tsx';

type Props = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly label: string;
  readonly name: string;
  readonly maxChars: number;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onSave: (name: string) => void;
};

/** A new name for something. What was typed stays while the server refuses it. */
export function NameDialog({ opened, onClose, title, ...form }: Props) {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('common.close') }}>
      {/* Inside the dialog, so that each opening starts from the present name. */}
      <NameForm onClose={onClose} {...form} />
    </Modal>
  );
}

function NameForm({ onClose, label, name, maxChars, busy, error, onSave }: Omit<Props, 'opened' | 'title'>) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() === name) onClose();
    else onSave(typed);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label={label}
          value={typed}
          maxLength={maxChars}
          data-autofocus
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <RefusalNote error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={typed.trim() === ''}>
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
