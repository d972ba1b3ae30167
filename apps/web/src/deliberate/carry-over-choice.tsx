import { Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../api/trpc.ts';

type Props = { readonly campaignId: string; readonly checked: boolean; readonly onChange: (checked: boolean) => void };

/** Whether a new session begins with what the last ones left. Not asked in a campaign that has nothing left. */
export function CarryOverChoice({ campaignId, checked, onChange }: Props) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const { data } = useQuery(trpc.actions.unfinished.queryOptions({ campaignId }));
  if (data === undefined || data.length === 0) return null;
  return (
    <Checkbox
      label={t('deliberate.carry.choice')}
      description={t('deliberate.carry.choiceHint', { count: data.length })}
      checked={checked}
      onChange={({ currentTarget }) => onChange(currentTarget.checked)}
    />
  );
}
