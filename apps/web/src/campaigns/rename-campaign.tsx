import { LIMITS } from '@gongyi/domain';
import { ActionIcon } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPencil } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type CampaignView, useTRPC } from '../api/trpc.ts';
import { NameDialog } from './name-dialog.tsx';

export function RenameCampaign({ campaign }: { readonly campaign: CampaignView }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [opened, { open, close }] = useDisclosure(false);
  const rename = useMutation(
    trpc.campaigns.rename.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.campaigns.pathFilter());
        close();
      },
    }),
  );
  return (
    <>
      <ActionIcon variant="subtle" color="dark" size={44} aria-label={t('campaigns.overview.rename')} onClick={open}>
        <IconPencil size={20} />
      </ActionIcon>
      <NameDialog
        opened={opened}
        onClose={close}
        title={t('campaigns.overview.rename')}
        label={t('campaigns.overview.name')}
        name={campaign.name}
        maxChars={LIMITS.campaignNameChars}
        busy={rename.isPending}
        error={rename.error}
        onSave={(name) => rename.mutate({ campaignId: campaign.id, name })}
      />
    </>
  );
}
