import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useUnfinishedCount } from './unfinished-actions.ts';

type Props = { readonly campaignId: string; readonly checked: boolean; readonly onChange: (checked: boolean) => void };

/**
 * Whether a new session begins with what the last ones left. Not asked in a campaign that has
 * nothing left.
 */
export function CarryOverChoice({ campaignId, checked, onChange }: Props) {
  const { t } = useTranslation();
  const count = useUnfinishedCount(campaignId);
  if (count === undefined || count === 0) return null;
  return (
    <Checkbox
      label={t('deliberate.carry.choice')}
      description={t('deliberate.carry.choiceHint', { count })}
      checked={checked}
      onChange={({ currentTarget }) => onChange(currentTarget.checked)}
    />
  );
}
