import { LIMITS } from '@gongyi/domain';
import { Button, Group, Stack, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RefusalNote } from '../api/refusal-note.tsx';
import { useTRPC } from '../api/trpc.ts';
import { onePerLine } from './new/one-per-line.ts';

type Props = { readonly campaignId: string; readonly onDone: () => void };

/** Many units by one paste. What was pasted stays while the server refuses it. */
export function AddUnits({ campaignId, onDone }: Props) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [typed, setTyped] = useState('');
  const names = onePerLine(typed);
  const tooLong = names.some((name) => name.length > LIMITS.unitNameChars);
  const tooMany = names.length > LIMITS.unitsPerCampaign;
  const add = useMutation(
    trpc.units.add.mutationOptions({
      onSuccess: async ({ added }) => {
        notifications.show({ color: 'green', message: t('campaigns.overview.unitsAdded', { added }) });
        await queryClient.invalidateQueries(trpc.campaigns.pathFilter());
        onDone();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate({ campaignId, names });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" mb="md">
        <Textarea
          label={t('campaigns.overview.addUnits')}
          description={t('campaigns.overview.addUnitsHint')}
          autosize
          minRows={4}
          maxRows={12}
          autoFocus
          value={typed}
          error={
            (tooLong || tooMany) &&
            t('campaigns.wizard.problems.units', { max: LIMITS.unitsPerCampaign, chars: LIMITS.unitNameChars })
          }
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <RefusalNote error={add.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={add.isPending} disabled={names.length === 0 || tooLong || tooMany}>
            {t('campaigns.overview.addUnitsSubmit', { count: names.length })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
