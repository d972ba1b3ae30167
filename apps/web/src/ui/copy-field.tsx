import { Button, Stack, Text, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './copy-field.module.css';
import { copyText } from './copy-text.ts';

type Props = { readonly label: string; readonly value: string };

/** A text to carry elsewhere: shown whole, copied by one button, selected for copying by hand where the browser refuses. */
export function CopyField({ label, value }: Props) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const [outcome, setOutcome] = useState<'none' | 'copied' | 'byHand'>('none');
  const copy = async () => {
    if (field.current === null) return;
    setOutcome((await copyText(field.current)) ? 'copied' : 'byHand');
  };
  return (
    <Stack gap={6}>
      <div className={classes.row}>
        <TextInput
          ref={field}
          className={classes.field}
          label={label}
          value={value}
          readOnly
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button
          leftSection={outcome === 'copied' ? <IconCheck size={18} /> : <IconCopy size={18} />}
          onClick={() => void copy()}
        >
          {t('common.copy')}
        </Button>
      </div>
      <Text size="sm" c="dimmed" role="status" mih="1.4em">
        {outcome === 'copied' && t('common.copied')}
        {outcome === 'byHand' && t('common.copyByHand')}
      </Text>
    </Stack>
  );
}
