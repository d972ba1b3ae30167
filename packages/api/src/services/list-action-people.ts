import type { Actor } from '../actor.ts';
import { requireInCampaign } from '../policies/standing.ts';
import type { ServiceDeps } from './service-deps.ts';

/**
 * Everybody who is named on an action of the campaign, each once, in the order of their code
 * points. Throws notSignedIn, forbidden.
 */
export async function listActionPeople(deps: ServiceDeps, actor: Actor, campaignId: string): Promise<string[]> {
  requireInCampaign(actor, campaignId, 'action.view');
  const rows = await deps.prisma.$queryRaw<{ name: string }[]>`
    SELECT name FROM (
      SELECT DISTINCT unnest(array_append(owners, leader)) AS name FROM action WHERE campaign_id = ${campaignId}
    ) named WHERE name <> ''
    ORDER BY name COLLATE "C"`;
  return rows.map(({ name }) => name);
}
