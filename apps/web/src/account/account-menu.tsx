import { Menu, Text, UnstyledButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconChevronDown, IconLogout, IconStack2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { signOut } from '../api/auth-client.ts';
import classes from './account-menu.module.css';

type Props = { readonly user: { readonly name: string; readonly email: string } };

export function AccountMenu({ user }: Props) {
  const { t } = useTranslation();

  const leave = async () => {
    try {
      await signOut();
      // A fresh page: what this person could see, and the sockets that know them, are not for the
      // next one at this machine.
      window.location.assign('/login');
    } catch {
      notifications.show({ color: 'red', message: t('errors.serverUnavailable') });
    }
  };

  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton className={classes.target} aria-label={t('account.menu', { name: user.name })}>
          <span className={classes.initial} data-initial={[...user.name][0]} aria-hidden />
          <span className={classes.name}>{user.name}</span>
          <IconChevronDown size={16} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <Text fw={600}>{user.name}</Text>
          <Text size="sm" c="dimmed">
            {user.email}
          </Text>
        </div>
        <Menu.Divider />
        <Menu.Item component={Link} to="/campaigns" leftSection={<IconStack2 size={18} />}>
          {t('account.campaigns')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={18} />} onClick={() => void leave()}>
          {t('account.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
