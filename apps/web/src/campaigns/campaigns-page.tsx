import { allows } from '@gongyi/domain';
import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useTRPC } from '../api/trpc.ts';
import { useAccount } from '../api/use-account.ts';
import pageClasses from '../ui/page.module.css';
import { PageProblem } from '../ui/page-problem.tsx';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import { usePageTitle } from '../ui/use-page-title.ts';
import classes from './campaigns-page.module.css';

export function CampaignsPage() {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const user = useAccount();
  const campaigns = useQuery(trpc.campaigns.list.queryOptions());
  usePageTitle(t('campaigns.list.title'));
  const mayCreate = allows({ roles: user?.isAdministrator ? ['administrator'] : [], unitIds: [] }, 'campaign.create');
  if (campaigns.isPending) return <PageSkeleton />;
  if (campaigns.data === undefined) return <PageProblem error={campaigns.error} onRetry={campaigns.refetch} />;
  return (
    <Stack className={pageClasses.page} gap="lg">
      <Group justify="space-between">
        <Title order={1}>{t('campaigns.list.title')}</Title>
        {mayCreate && (
          <Button component={Link} to="/campaigns/new" leftSection={<IconPlus size={18} />}>
            {t('campaigns.list.create')}
          </Button>
        )}
      </Group>
      {campaigns.data.length === 0 && (
        <Paper withBorder p="xl">
          <Text fw={600}>{t('campaigns.list.empty')}</Text>
          <Text c="dimmed">{mayCreate ? t('campaigns.list.emptyAdministrator') : t('campaigns.list.emptyMember')}</Text>
        </Paper>
      )}
      <ul className={classes.list}>
        {campaigns.data.map((campaign) => (
          <li key={campaign.id}>
            <Link to={`/campaigns/${campaign.id}`} className={classes.campaign}>
              <Text component="span" className={classes.name}>
                {campaign.name}
              </Text>
              <Group component="span" gap="xs">
                {campaign.standing.roles.map((role) => (
                  <Badge key={role} variant="light" size="lg" tt="none">
                    {t(`common.roles.${role}`)}
                  </Badge>
                ))}
              </Group>
              <Text component="span" className={classes.counts}>
                {t('campaigns.list.counts', {
                  themes: campaign.themeCount,
                  sessions: campaign.sessionCount,
                  actions: campaign.actionCount,
                })}
              </Text>
            </Link>
          </li>
        ))}
      </ul>
    </Stack>
  );
}
