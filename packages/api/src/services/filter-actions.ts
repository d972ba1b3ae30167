import { Prisma } from '@gongyi/db';
import type { ActionFilters } from '@gongyi/domain';

/** The part of a query that narrows `action a` to a campaign and to what the filters leave. */
export function whereActions(campaignId: string, filters: ActionFilters): Prisma.Sql {
  return Prisma.sql`a.campaign_id = ${campaignId} AND ${passesFilters(campaignId, filters)}`;
}

/** Whether `action a` passes the filters; true when there are none. */
export function passesFilters(campaignId: string, filters: ActionFilters): Prisma.Sql {
  const { states, themeId, unitId, person = '', text = '' } = filters;
  const words = [...new Set(foldWords(text))];
  const conditions = [
    ...(states === undefined ? [] : [Prisma.sql`a.state = ANY(${states}::action_state[])`]),
    ...(themeId === undefined ? [] : [Prisma.sql`a.theme_id = ${themeId}`]),
    ...(unitId === undefined ? [] : [isOfUnits(Prisma.sql`SELECT ${unitId}`)]),
    ...(person === '' ? [] : [Prisma.sql`(a.leader = ${person} OR ${person} = ANY(a.owners))`]),
    ...words.map((word) => hasWord(campaignId, word)),
  ];
  return conditions.length === 0 ? Prisma.sql`TRUE` : Prisma.join(conditions, ' AND ');
}

/**
 * Full-width forms and letter case do not matter to somebody who searches. As `search_fold` does.
 */
function foldWords(text: string): string[] {
  return text.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean);
}

/** As the index has it, letter for letter: else it is not used. */
const ACTION_WORDS = Prisma.sql`action_words(problem, goal, measure, leader, owners)`;

/**
 * The word stands in a searched field (found by the index of its characters and pairs, then looked
 * at itself), in the name of one of the action's units, or in its number.
 */
function hasWord(campaignId: string, word: string): Prisma.Sql {
  return Prisma.sql`(
    a.id IN (
      SELECT id FROM action
      WHERE campaign_id = ${campaignId} AND search_grams(${ACTION_WORDS}) @> search_grams(${word})
        AND position(${word} IN ${ACTION_WORDS}) > 0
    )
    OR ${isOfUnits(Prisma.sql`
      SELECT id FROM unit WHERE campaign_id = ${campaignId} AND position(${word} IN search_fold(name)) > 0`)}
    OR position(${word} IN search_fold(
      (SELECT code FROM theme WHERE id = a.theme_id) || '-'
        || lpad(a.number::text, greatest(3, length(a.number::text)), '0'))) > 0
  )`;
}

/** `units`: a query that gives their ids. */
function isOfUnits(units: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(
    a.lead_unit_id IN (${units})
    OR a.id IN (SELECT action_id FROM action_support_unit WHERE unit_id IN (${units}))
  )`;
}
