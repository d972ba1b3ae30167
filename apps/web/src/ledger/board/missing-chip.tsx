import type { ActionFieldName } from '@gongyi/domain';
import { Tooltip, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMoveWords } from '../moves/use-move-words.ts';
import classes from './missing-chip.module.css';

/**
 * How much the gate still asks for; what it is, on hover, focus and tap, and in the accessible
 * name.
 */
export function MissingChip({ missing }: { readonly missing: readonly ActionFieldName[] }) {
  const { t } = useTranslation();
  const words = useMoveWords();
  if (missing.length === 0) return null;
  const list = t('actions.card.missingList', { fields: words.fields(missing) });
  const label = t('actions.card.missing', { count: missing.length });
  return (
    <Tooltip label={list} multiline maw={280} events={{ hover: true, focus: true, touch: true }}>
      <UnstyledButton className={classes.chip} aria-label={`${label}. ${list}`}>
        {label}
      </UnstyledButton>
    </Tooltip>
  );
}
