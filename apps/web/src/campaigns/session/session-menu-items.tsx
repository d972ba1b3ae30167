import { allows, type Standing } from '@gongyi/domain';
import { Menu } from '@mantine/core';
import { modals } from '@mantine/modals';
import {
  IconChecklist,
  IconFileDescription,
  IconHistory,
  IconLock,
  IconLockOpen,
  IconRefresh,
  IconThumbUp,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ClosingText } from '../../session/outcomes/closing-text.tsx';
import { useRestoreDialog } from '../../versions/use-restore-dialog.tsx';
import { useSessionCommands } from './use-session-commands.ts';

type Props = {
  readonly session: { readonly id: string; readonly title: string };
  readonly closed: boolean;
  readonly standing: Standing;
};

/**
 * What was before, ending, reopening and a new code, inside a Menu.Dropdown. What interrupts people
 * in the hall asks first.
 */
export function SessionMenuItems({ session, closed, standing }: Props) {
  const { t } = useTranslation();
  const commands = useSessionCommands(session.id);
  const home = `/sessions/${session.id}`;
  const askClose = () =>
    modals.openConfirmModal({
      title: t('sessions.host.closeTitle'),
      children: <ClosingText sessionId={session.id} />,
      labels: { confirm: t('sessions.host.close'), cancel: t('common.cancel') },
      onConfirm: commands.close,
    });
  const askRenew = () =>
    modals.openConfirmModal({
      title: t('sessions.host.renewTitle'),
      children: t('sessions.host.renewText'),
      labels: { confirm: t('sessions.host.renewConfirm'), cancel: t('common.cancel') },
      onConfirm: commands.renewCode,
    });
  const openRestore = useRestoreDialog(session, closed);
  return (
    <>
      <Menu.Item component={Link} to={`${home}/votes`} leftSection={<IconThumbUp size={18} />}>
        {t('deliberate.nav.votes')}
      </Menu.Item>
      <Menu.Item component={Link} to={`${home}/agree`} leftSection={<IconChecklist size={18} />}>
        {t('deliberate.nav.agree')}
      </Menu.Item>
      <Menu.Item component={Link} to={`${home}/summary`} leftSection={<IconFileDescription size={18} />}>
        {t('deliberate.nav.summary')}
      </Menu.Item>
      {allows(standing, 'session.restore') && (
        <Menu.Item leftSection={<IconHistory size={18} />} onClick={() => openRestore('versions')}>
          {t('sessions.restore.open')}
        </Menu.Item>
      )}
      {!closed && allows(standing, 'session.open') && (
        <Menu.Item leftSection={<IconRefresh size={18} />} onClick={askRenew}>
          {t('sessions.host.renewCode')}
        </Menu.Item>
      )}
      {!closed && allows(standing, 'session.close') && (
        <Menu.Item leftSection={<IconLock size={18} />} onClick={askClose}>
          {t('sessions.host.close')}
        </Menu.Item>
      )}
      {closed && allows(standing, 'session.close') && (
        <Menu.Item leftSection={<IconLockOpen size={18} />} onClick={commands.reopen}>
          {t('sessions.host.reopen')}
        </Menu.Item>
      )}
    </>
  );
}
