import '@mantine/notifications/styles.layer.css';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet } from 'react-router';
import { MantineFrame } from '../ui/layout/mantine-frame.tsx';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import { Header } from './header.tsx';
import classes from './staff-layout.module.css';

/**
 * The frame of the staff's pages: header, dialogs, toasts. `main` fills the rest of the window, for
 * the canvas too.
 */
export function StaffLayout() {
  const { t } = useTranslation();
  return (
    <MantineFrame>
      <ModalsProvider labels={{ confirm: t('common.confirm'), cancel: t('common.cancel') }}>
        <Notifications position="bottom-center" />
        <a href="#main" className={classes.skip}>
          {t('common.skipToContent')}
        </a>
        <div className={classes.frame}>
          <Header />
          <main id="main" tabIndex={-1} className={classes.main}>
            <Suspense fallback={<PageSkeleton />}>
              <Outlet />
            </Suspense>
          </main>
        </div>
      </ModalsProvider>
    </MantineFrame>
  );
}
