import { allows, type Standing } from '@gongyi/domain';
import { Menu } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconLock, IconLockOpen, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSessionCommands } from './use-session-commands.ts';

type Props = { readonly sessionId: string; readonly closed: boolean; readonly standing: Standing };

/** Ending, reopening and a new code, inside a Menu.Dropdown. What interrupts people in the hall asks first. */
export function SessionMenuItems({ sessionId, closed, standing }: Props) {
  const { t } = useTranslation();
  const commands = useSessionCommands(sessionId);
  const askClose = () =>
    modals.openConfirmModal({
      title: t('sessions.host.closeTitle'),
      children: t('sessions.host.closeText'),
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
  return (
    <>
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
