import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { RemovedPoints } from './removed-points.tsx';
import { SessionVersions } from './session-versions.tsx';

export type RestoreTab = 'versions' | 'removed';

type Props = { readonly sessionId: string; readonly closed: boolean; readonly first: RestoreTab };

/** Inside a dialog: whole versions of a session, and single points that were deleted. */
export function RestorePanel({ sessionId, closed, first }: Props) {
  const { t } = useTranslation();
  return (
    <Tabs defaultValue={first} keepMounted={false}>
      <Tabs.List grow>
        <Tabs.Tab value="versions">{t('sessions.restore.versions')}</Tabs.Tab>
        <Tabs.Tab value="removed">{t('sessions.restore.removed')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="versions" pt="md">
        <SessionVersions sessionId={sessionId} closed={closed} />
      </Tabs.Panel>
      <Tabs.Panel value="removed" pt="md">
        <RemovedPoints sessionId={sessionId} closed={closed} />
      </Tabs.Panel>
    </Tabs>
  );
}
