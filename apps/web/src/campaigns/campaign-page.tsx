import { allows } from '@gongyi/domain';
import { Button, Stack, Title } from '@mantine/core';
import { IconLayoutKanban } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ThemeView } from '../api/trpc.ts';
import { useCampaign } from '../ui/campaign-gate.tsx';
import pageClasses from '../ui/page.module.css';
import { usePageTitle } from '../ui/use-page-title.ts';
import classes from './campaign-page.module.css';
import { PeoplePanel } from './people-panel.tsx';
import { RenameCampaign } from './rename-campaign.tsx';
import { SessionsPanel } from './sessions-panel.tsx';
import { UnitsPanel } from './units-panel.tsx';

/** Everything that belongs to a campaign: its sessions first, then its units and its people. */
export function CampaignPage() {
  const { t } = useTranslation();
  const campaign = useCampaign();
  const may = (capability: Parameters<typeof allows>[1]) => allows(campaign.standing, capability);
  usePageTitle(campaign.name);
  return (
    <Stack className={pageClasses.page} gap="xl">
      <header className={classes.header}>
        <Stack gap="xs" className={classes.heading}>
          <div className={classes.title}>
            <Title order={1}>{campaign.name}</Title>
            {may('campaign.edit') && <RenameCampaign campaign={campaign} />}
          </div>
          <ThemeStripe themes={campaign.themes} />
        </Stack>
        {may('action.view') && (
          <Button
            component={Link}
            to={`/campaigns/${campaign.id}/board`}
            variant="outline"
            leftSection={<IconLayoutKanban size={20} />}
          >
            {t('campaigns.overview.board')}
          </Button>
        )}
      </header>
      <SessionsPanel campaign={campaign} />
      <div className={classes.columns}>
        <UnitsPanel campaign={campaign} />
        {may('member.view') && <PeoplePanel campaign={campaign} />}
      </div>
    </Stack>
  );
}

/** The themes of a campaign at a glance: one colour and short name each. */
function ThemeStripe({ themes }: { readonly themes: readonly ThemeView[] }) {
  return (
    <ul className={classes.stripe}>
      {themes.map((theme) => (
        <li key={`${theme.color} ${theme.short}`} className={classes.theme}>
          <span className={classes.color} style={{ background: theme.color }} aria-hidden />
          {theme.short}
        </li>
      ))}
    </ul>
  );
}
