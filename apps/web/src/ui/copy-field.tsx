import { Button, Stack, Text, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './copy-field.module.css';

type Props = { readonly label: string; readonly value: string };

/**
 * A text to carry elsewhere: shown whole, copied by one button, selected for copying by hand where
 * the browser refuses.
 */
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

/**
 * Copies the text of a field. The clipboard interface is missing where the page was opened over
 * plain HTTP, as in most halls; the older command works there. Returns false when neither does:
 * the text is then selected for the person to copy.
 */
async function copyText(field: HTMLInputElement): Promise<boolean> {
  if (window.isSecureContext) {
    try {
      await navigator.clipboard.writeText(field.value);
      return true;
    } catch {
      // Permission was refused; the field is still there.
    }
  }
  field.focus();
  field.select();
  return document.execCommand('copy');
}
