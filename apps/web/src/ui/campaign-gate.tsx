import { useQuery } from '@tanstack/react-query';
import { Navigate, Outlet, useLocation, useOutletContext, useParams } from 'react-router';
import { isAnswer, refusalOf } from '../api/refusal-of.ts';
import { type CampaignView, useTRPC } from '../api/trpc.ts';
import { useLiveEvents } from '../api/use-live-events.ts';
import { PageOutOfReach } from './page-out-of-reach.tsx';
import { PageSkeleton } from './page-skeleton.tsx';
import { loginPathFor } from './return-path.ts';

/** Loads the campaign of the address and keeps it live for the pages below. */
export function CampaignGate() {
  const { campaignId = '' } = useParams();
  const trpc = useTRPC();
  const campaign = useQuery(trpc.campaigns.get.queryOptions({ campaignId }));
  const location = useLocation();
  if (campaign.isPending) return <PageSkeleton />;
  // A refetch that finds no server leaves what is on the screen; one that is refused (removed,
  // signed out) does not.
  if (campaign.data === undefined || isAnswer(campaign.error)) {
    if (refusalOf(campaign.error).code === 'notSignedIn') {
      return <Navigate to={loginPathFor(location.pathname + location.search)} replace />;
    }
    return <PageOutOfReach error={campaign.error} onRetry={campaign.refetch} />;
  }
  return <LiveCampaign key={campaignId} campaign={campaign.data} />;
}

/** Mounted only for people who may see the campaign, so a stranger opens no socket. */
function LiveCampaign({ campaign }: { readonly campaign: CampaignView }) {
  useLiveEvents({ campaignId: campaign.id });
  return <Outlet context={campaign satisfies CampaignView} />;
}

/** The campaign of the address, live. Only below CampaignGate. */
export function useCampaign(): CampaignView {
  return useOutletContext<CampaignView>();
}
