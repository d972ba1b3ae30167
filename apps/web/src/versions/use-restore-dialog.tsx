import { Skeleton } from '@mantine/core';
import { modals } from '@mantine/modals';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { RestoreTab } from './restore-panel.tsx';

const RestorePanel = lazy(() => import('./restore-panel.tsx').then((m) => ({ default: m.RestorePanel })));

type Restorable = { readonly id: string; readonly title: string };

/** Opens the dialog in which what was in a session can be had back. */
export function useRestoreDialog({ id, title }: Restorable, closed: boolean): (first: RestoreTab) => void {
  const { t } = useTranslation();
  return (first) => {
    modals.open({
      title: t('sessions.restore.title', { title }),
      size: 'lg',
      closeButtonProps: { 'aria-label': t('common.close') },
      children: (
        <Suspense fallback={<Skeleton height={64} />}>
          <RestorePanel sessionId={id} closed={closed} first={first} />
        </Suspense>
      ),
    });
  };
}
