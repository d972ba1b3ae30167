import type { SessionStage } from '@gongyi/domain';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { NavLink, useMatch } from 'react-router';
import { isAnswer } from '../api/refusal-of.ts';
import { useTRPC } from '../api/trpc.ts';
import classes from './place-nav.module.css';

/** The campaign of the page and, inside a session, the session's own pages. */
export function PlaceNav() {
  const campaignId = useMatch('/campaigns/:campaignId/*')?.params.campaignId;
  const sessionId = useMatch('/sessions/:sessionId/*')?.params.sessionId;
  if (sessionId !== undefined) return <SessionNav sessionId={sessionId} />;
  // `new` is the wizard's address, not a campaign.
  if (campaignId !== undefined && campaignId !== 'new') return <CampaignNav campaignId={campaignId} />;
  return null;
}

type LinkOf = { readonly to: string; readonly label: string; readonly short?: boolean };

function Links({ label, links }: { readonly label: string; readonly links: readonly LinkOf[] }) {
  return (
    <nav className={classes.nav} aria-label={label}>
      {links.map((link) => (
        <NavLink key={link.to} to={link.to} end className={link.short ? classes.name : classes.link} title={link.label}>
          {link.label}
        </NavLink>
      ))}
    </nav>
  );
}

function CampaignNav({ campaignId }: { readonly campaignId: string }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const { data: campaign, error } = useQuery(trpc.campaigns.get.queryOptions({ campaignId }));
  // What was refused just now may still lie in the cache.
  if (campaign === undefined || isAnswer(error)) return null;
  const home = `/campaigns/${campaignId}`;
  return (
    <Links
      label={t('common.nav.label')}
      links={[
        { to: home, label: campaign.name, short: true },
        { to: `${home}/board`, label: t('common.nav.board') },
      ]}
    />
  );
}

/** Where the present stage is worked at, beside canvas and list. */
function deliberation(home: string, stage: SessionStage, t: TFunction): LinkOf[] {
  if (stage === 'vote') return [{ to: `${home}/votes`, label: t('deliberate.nav.votes') }];
  if (stage === 'agree') return [{ to: `${home}/agree`, label: t('deliberate.nav.agree') }];
  if (stage === 'closed') return [{ to: `${home}/summary`, label: t('deliberate.nav.summary') }];
  return [];
}

function SessionNav({ sessionId }: { readonly sessionId: string }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const { data: session, error } = useQuery(trpc.sessions.get.queryOptions({ sessionId }));
  if (session === undefined || isAnswer(error)) return null;
  const home = `/sessions/${sessionId}`;
  const work = [
    { to: `${home}/canvas`, label: t('common.nav.canvas') },
    { to: `${home}/list`, label: t('common.nav.list') },
    ...deliberation(home, session.stage, t),
  ];
  // A participant has no campaign to go to; their way back is the phone page.
  const links =
    session.me.kind === 'participant'
      ? [{ to: `/s/${sessionId}`, label: session.title, short: true }, ...work]
      : [
          { to: `/campaigns/${session.campaignId}`, label: session.campaignName, short: true },
          { to: home, label: t('common.nav.session') },
          ...work,
          { to: `/campaigns/${session.campaignId}/board`, label: t('common.nav.board') },
        ];
  return <Links label={t('common.nav.label')} links={links} />;
}
