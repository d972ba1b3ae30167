import { allows } from '@gongyi/domain';
import { ActionIcon, Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { modals } from '@mantine/modals';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { RefusalNote } from '../api/refusal-note.tsx';
import { type CampaignView, type UnitView, useTRPC } from '../api/trpc.ts';
import classes from '../ui/panel.module.css';
import { Panel } from '../ui/panel.tsx';
import { AddUnits } from './add-units.tsx';
import { RenameUnit } from './rename-unit.tsx';

export function UnitsPanel({ campaign }: { readonly campaign: CampaignView }) {
  const { t } = useTranslation();
  const mayEdit = allows(campaign.standing, 'campaign.edit');
  const [adding, { toggle, close }] = useDisclosure(false);
  return (
    <Panel
      title={`${t('campaigns.overview.units')} · ${campaign.units.length}`}
      action={
        mayEdit && (
          <Button variant="light" leftSection={<IconPlus size={18} />} aria-expanded={adding} onClick={toggle}>
            {t('campaigns.overview.addUnits')}
          </Button>
        )
      }
    >
      {adding && <AddUnits campaignId={campaign.id} onDone={close} />}
      {campaign.units.length === 0 && <Text c="dimmed">{t('campaigns.overview.unitsEmpty')}</Text>}
      <div className={classes.scroll}>
        <ul className={classes.rows}>
          {campaign.units.map((unit) => (
            <UnitRow key={unit.id} unit={unit} mayEdit={mayEdit} />
          ))}
        </ul>
      </div>
    </Panel>
  );
}

function UnitRow({ unit, mayEdit }: { readonly unit: UnitView; readonly mayEdit: boolean }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [renaming, { open, close }] = useDisclosure(false);
  const remove = useMutation(
    trpc.units.remove.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.campaigns.pathFilter()),
    }),
  );
  const askRemove = () =>
    modals.openConfirmModal({
      title: t('campaigns.overview.removeUnitTitle', unit),
      children: t('campaigns.overview.removeUnitText'),
      labels: { confirm: t('common.delete'), cancel: t('common.cancel') },
      onConfirm: () => remove.mutate({ unitId: unit.id }),
    });
  return (
    <li>
      <span className={classes.main}>{unit.name}</span>
      {mayEdit && (
        <span className={classes.end}>
          <ActionIcon
            variant="subtle"
            color="dark"
            size={44}
            aria-label={t('campaigns.overview.renameUnit', unit)}
            onClick={open}
          >
            <IconPencil size={18} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            size={44}
            loading={remove.isPending}
            aria-label={t('campaigns.overview.removeUnit', unit)}
            onClick={askRemove}
          >
            <IconTrash size={18} />
          </ActionIcon>
          <RenameUnit unit={unit} opened={renaming} onClose={close} />
        </span>
      )}
      <RefusalNote error={remove.error} />
    </li>
  );
}
