import { Prisma } from '@gongyi/db';
import {
  type ActionPage,
  type CursorPlace,
  DomainError,
  type PageActionsInput,
  readCursor,
  writeCursor,
} from '@gongyi/domain';
import type { Actor } from '../../kernel/actor.ts';
import { requireInCampaign } from '../../kernel/policy/standing.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { readActionSummaries } from '../steps/action-row.ts';
import { whereActions } from '../steps/filter-actions.ts';

const FAR = '9999-12-31';

/**
 * Some actions of a campaign, in order, after the cursor. Throws notSignedIn, forbidden,
 * invalidInput.
 */
export async function pageActions(deps: ServiceDeps, actor: Actor, input: PageActionsInput): Promise<ActionPage> {
  const { campaignId, filters, sort, limit } = input;
  const { user, standing } = requireInCampaign(actor, campaignId, 'action.view');
  const after = input.cursor === null ? null : readCursor(input.cursor);
  if (input.cursor !== null && after === null) throw new DomainError('invalidInput', { paths: ['cursor'] });
  const day = Prisma.sql`coalesce(a.deadline, ${FAR}::date)`;
  const order = sort === 'deadline' ? Prisma.sql`${day}, t.position, a.number` : Prisma.sql`t.position, a.number`;
  const isAfter =
    after === null
      ? Prisma.sql`TRUE`
      : sort === 'deadline'
        ? Prisma.sql`(${day}, t.position, a.number) > (${after.deadline ?? FAR}::date, ${after.position}, ${after.number})`
        : Prisma.sql`(t.position, a.number) > (${after.position}, ${after.number})`;
  const places = await deps.prisma.$queryRaw<(CursorPlace & { id: string })[]>`
    SELECT a.id, a.deadline::text AS deadline, t.position, a.number
    FROM action a JOIN theme t ON t.id = a.theme_id
    WHERE ${whereActions(campaignId, filters)} AND ${isAfter}
    ORDER BY ${order}
    LIMIT ${limit + 1}`;
  const shown = places.slice(0, limit);
  const last = shown.at(-1);
  return {
    rows: await readActionSummaries(
      deps,
      { userId: user.id, standing },
      shown.map(({ id }) => id),
    ),
    next: places.length > limit && last !== undefined ? writeCursor(last) : null,
  };
}
