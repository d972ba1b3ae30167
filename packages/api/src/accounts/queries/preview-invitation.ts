import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { findOpenInvitation } from '../steps/find-open-invitation.ts';
import type { InvitationPreview } from '../views.ts';

/** What the link offers, for the page that asks whether to accept. Throws invitationInvalid. */
export async function previewInvitation(deps: ServiceDeps, token: string): Promise<InvitationPreview> {
  const invitation = await findOpenInvitation(deps, token);
  return {
    campaignName: invitation.campaign.name,
    role: invitation.role,
    unitName: invitation.unit?.name ?? null,
    note: invitation.note,
  };
}
