import { LIMITS } from '@gongyi/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type UnitView, useTRPC } from '../api/trpc.ts';
import { NameDialog } from './name-dialog.tsx';

type Props = { readonly unit: UnitView; readonly opened: boolean; readonly onClose: () => void };

export function RenameUnit({ unit, opened, onClose }: Props) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const rename = useMutation(
    trpc.units.rename.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.campaigns.pathFilter());
        onClose();
      },
    }),
  );
  return (
    <NameDialog
      opened={opened}
      onClose={onClose}
      title={t('campaigns.overview.renameUnit', unit)}
      label={t('campaigns.overview.unitName')}
      name={unit.name}
      maxChars={LIMITS.unitNameChars}
      busy={rename.isPending}
      error={rename.error}
      onSave={(name) => rename.mutate({ unitId: unit.id, name })}
    />
  );
}
