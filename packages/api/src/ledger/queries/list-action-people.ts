import type { DatabaseClient } from '@gongyi/db';
import { LIMITS } from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import { requireInCampaign } from '../../kernel/policy/standing.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';

/**
 * Those who are named on the actions of the campaign, each once, in the order of their code points:
 * of more than `LIMITS.peopleNamed`, those who are named most. Whoever is left out is found by
 * searching for their name. Throws notSignedIn, forbidden.
 */
export async function listActionPeople(
  deps: ServiceDeps,
  actor: Actor,
  campaignId: string,
): Promise<readonly string[]> {
  requireInCampaign(actor, campaignId, 'action.view');
  return deps.lookups.namedPeople(campaignId);
}

/** Looks at every action, which takes long when there are many: ask `Lookups` for it. */
export async function readNamedPeople(prisma: DatabaseClient, campaignId: string): Promise<readonly string[]> {
  const rows = await prisma.$queryRaw<{ name: string }[]>`
    SELECT name FROM (
      SELECT name FROM (
        SELECT unnest(array_append(owners, leader)) AS name FROM action WHERE campaign_id = ${campaignId}
      ) named WHERE name <> ''
      GROUP BY name ORDER BY count(*) DESC, name COLLATE "C"
      LIMIT ${LIMITS.peopleNamed}
    ) listed
    ORDER BY name COLLATE "C"`;
  return rows.map(({ name }) => name);
}
