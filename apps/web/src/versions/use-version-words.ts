import { isSessionStage } from '@gongyi/domain';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { SnapshotView } from '../api/trpc.ts';

/** What a kept state is called: the name that somebody gave it, or what it was kept for. */
export function useVersionWords(): (version: Pick<SnapshotView, 'reason' | 'label'>) => string {
  const { t } = useTranslation();
  return useCallback(
    ({ reason, label }) => {
      if (reason === 'restore') return t('sessions.versions.beforeRestore');
      if (reason === 'asked') return label === '' ? t('sessions.versions.asked') : label;
      if (label === 'closed') return t('sessions.versions.ended');
      // A stage of a newer server is shown as it is named there.
      return t('sessions.versions.stage', { stage: isSessionStage(label) ? t(`sessions.stages.${label}`) : label });
    },
    [t],
  );
}
