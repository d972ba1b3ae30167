import { allows } from '@gongyi/domain';
import { ActionIcon, Button, Menu, Text, Title } from '@mantine/core';
import { IconDotsVertical, IconLayoutBoard, IconLayoutKanban, IconList } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate } from 'react-router';
import { JoiningSwitch } from '../../session/joining-switch.tsx';
import { useSession } from '../../session/session-gate.tsx';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { CarriedActions } from './carried-actions.tsx';
import { JoinPoster } from './join-poster.tsx';
import { NoPoster } from './no-poster.tsx';
import { SessionMenuItems } from './session-menu-items.tsx';
import classes from './session-page.module.css';

/** What hangs on the wall while people arrive, and the host's way into the session's pages. */
export function SessionPage() {
  const { t } = useTranslation();
  const session = useSession();
  usePageTitle(session.title);
  if (session.me.kind === 'participant' && !session.rights.lead) return <Navigate to={`/s/${session.id}`} replace />;
  const { standing } = session.me;
  const home = `/sessions/${session.id}`;
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <div className={classes.heading}>
          <Text c="dimmed">{session.campaignName}</Text>
          <Title order={1}>{session.title}</Title>
        </div>
        <div className={classes.buttons}>
          <Button component={Link} to={`${home}/canvas`} leftSection={<IconLayoutBoard size={20} />}>
            {t('sessions.host.canvas')}
          </Button>
          <Button component={Link} to={`${home}/list`} variant="outline" leftSection={<IconList size={20} />}>
            {t('sessions.host.list')}
          </Button>
          <Button
            component={Link}
            to={`/campaigns/${session.campaignId}/board`}
            variant="outline"
            leftSection={<IconLayoutKanban size={20} />}
          >
            {t('sessions.host.board')}
          </Button>
        </div>
        {(allows(standing, 'session.open') || allows(standing, 'session.close')) && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon className={classes.menu} variant="default" size={44} aria-label={t('sessions.host.more')}>
                <IconDotsVertical size={20} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <SessionMenuItems session={session} closed={session.closed} standing={standing} />
            </Menu.Dropdown>
          </Menu>
        )}
      </header>
      {session.joinCode === null || session.closed || !session.mayJoin ? (
        <NoPoster session={session} />
      ) : (
        <JoinPoster session={session} code={session.joinCode} />
      )}
      {session.rights.lead && !session.closed && <JoiningSwitch session={session} />}
      <CarriedActions session={session} />
    </div>
  );
}
