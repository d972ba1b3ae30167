import { allows, formatJoinCode, type Standing } from '@gongyi/domain';
import { ActionIcon, Anchor, Badge, Button, Menu, Text } from '@mantine/core';
import { IconDotsVertical } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { SessionSummary } from '../api/trpc.ts';
import classes from '../ui/panel.module.css';
import { useDates } from '../ui/use-dates.ts';
import { SessionMenuItems } from './session/session-menu-items.tsx';

type Props = { readonly session: SessionSummary; readonly standing: Standing };

export function SessionRow({ session, standing }: Props) {
  const { t } = useTranslation();
  const dates = useDates();
  const home = `/sessions/${session.id}`;
  const closed = session.closedAt !== null;
  const hasMenu = allows(standing, 'session.close') || allows(standing, 'session.open');
  return (
    <li>
      <div className={classes.main}>
        <Anchor component={Link} to={home} fw={600} c="dark">
          {session.title}
        </Anchor>
        <Text size="sm" c="dimmed">
          {t('campaigns.overview.sessionMeta', {
            date: dates.day(session.createdAt),
            count: session.participantCount,
          })}
          {!closed && !session.mayJoin && ` · ${t('campaigns.overview.joiningClosed')}`}
        </Text>
      </div>
      {closed && (
        <Badge color="gray" variant="light" size="lg" tt="none">
          {t('campaigns.overview.closed')}
        </Badge>
      )}
      <div className={classes.links}>
        {session.joinCode !== null && (
          <Button component={Link} to={home} variant="light" ff="monospace" px="sm">
            {t('campaigns.overview.joinCode', { code: formatJoinCode(session.joinCode) })}
          </Button>
        )}
        <Button component={Link} to={`${home}/canvas`} variant="subtle" px="sm">
          {t('campaigns.overview.canvas')}
        </Button>
        <Button component={Link} to={`${home}/list`} variant="subtle" px="sm">
          {t('campaigns.overview.list')}
        </Button>
      </div>
      {hasMenu && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon
              variant="subtle"
              color="dark"
              size={44}
              className={classes.menu}
              aria-label={t('campaigns.overview.sessionMenu', { title: session.title })}
            >
              <IconDotsVertical size={20} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <SessionMenuItems session={session} closed={closed} standing={standing} />
          </Menu.Dropdown>
        </Menu>
      )}
    </li>
  );
}
