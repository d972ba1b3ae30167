import { allows } from '@gongyi/domain';
import { Menu } from '@mantine/core';
import { IconDotsVertical, IconHistory, IconPresentation, IconSettings, IconUsers } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../api/trpc.ts';
import type { SessionDocument } from '../session/document/use-session-document.ts';
import { useLead } from '../session/facilitation/use-lead.ts';
import { useRestoreDialog } from '../versions/use-restore-dialog.tsx';
import { HoldReminder, LeadControls } from './lead-controls.tsx';
import { PrivateControl } from './private-control.tsx';
import classes from './stage-bar.module.css';
import { StageBar } from './stage-bar.tsx';
import { SwitchesPopover } from './switches-popover.tsx';
import { TimerControl } from './timer-control.tsx';
import { ToolButton } from './tool-button.tsx';

const PeopleDialog = lazy(() => import('./people-dialog.tsx').then((m) => ({ default: m.PeopleDialog })));
const SettingsDialog = lazy(() => import('./settings-dialog.tsx').then((m) => ({ default: m.SettingsDialog })));

type Props = { readonly session: SessionView; readonly document: SessionDocument };
type Dialog = 'people' | 'settings';

/** Everything with which a session is led, in one bar above whatever page is open. */
export function SessionConsole({ session, document }: Props) {
  const { t } = useTranslation();
  const lead = useLead(session);
  const { awareness } = document;
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const close = (): void => setDialog(null);
  const openRestore = useRestoreDialog(session, session.closed);
  return (
    <>
      <div className={classes.frame}>
        <div className={classes.console}>
          <StageBar session={session} awareness={awareness} lead={lead} />
          <div className={classes.tools}>
            {session.privateWriting && <PrivateControl session={session} />}
            {!session.closed && (
              <>
                <LeadControls session={session} awareness={awareness} lead={lead} />
                <TimerControl session={session} lead={lead} />
                <SwitchesPopover session={session} lead={lead} />
              </>
            )}
            <ToolButton
              label={
                session.mayJoin || session.closed ? t('facilitate.people.open') : t('facilitate.people.openClosed')
              }
              mark={!session.mayJoin && !session.closed}
              icon={<IconUsers size={20} />}
              onClick={() => setDialog('people')}
            />
            <Menu position="bottom-end" withinPortal>
              <Menu.Target>
                <ToolButton label={t('facilitate.more')} icon={<IconDotsVertical size={20} />} />
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item
                  component="a"
                  href={`/sessions/${session.id}/wall`}
                  target="_blank"
                  leftSection={<IconPresentation size={18} aria-hidden />}
                >
                  {t('facilitate.wall.open')}
                </Menu.Item>
                <Menu.Item leftSection={<IconSettings size={18} aria-hidden />} onClick={() => setDialog('settings')}>
                  {t('facilitate.settings.open')}
                </Menu.Item>
                {allows(session.me.standing, 'session.restore') && (
                  <Menu.Item leftSection={<IconHistory size={18} aria-hidden />} onClick={() => openRestore('removed')}>
                    {t('sessions.restore.open')}
                  </Menu.Item>
                )}
              </Menu.Dropdown>
            </Menu>
          </div>
        </div>
      </div>
      <HoldReminder session={session} />
      {dialog !== null && (
        <Suspense>
          {dialog === 'people' && <PeopleDialog session={session} awareness={awareness} onClose={close} />}
          {dialog === 'settings' && <SettingsDialog session={session} onClose={close} />}
        </Suspense>
      )}
    </>
  );
}
