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
    ...(unitId === undefined ? [] : [isOfUnit(unitId)]),
    ...(person === '' ? [] : [Prisma.sql`(a.leader = ${person} OR ${person} = ANY(a.owners))`]),
    ...(words.length === 0 ? [] : [hasWords(campaignId, words)]),
  ];
  return conditions.length === 0 ? Prisma.sql`TRUE` : Prisma.join(conditions, ' AND ');
}

/**
 * Full-width forms and letter case do not matter to somebody who searches. As `search_fold` does.
 */
function foldWords(text: string): string[] {
  return text.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean);
}

function isOfUnit(unitId: string): Prisma.Sql {
  return Prisma.sql`(
    a.lead_unit_id = ${unitId}
    OR a.id IN (SELECT action_id FROM action_support_unit WHERE unit_id = ${unitId})
  )`;
}

/** As the index has it. */
const ACTION_WORDS = Prisma.sql`action_words(problem, goal, measure, leader, owners)`;
/**
 * The index has all characters and pairs. What it finds for a longer word has these, perhaps apart.
 */
const INDEXED_CHARS = 2;

/**
 * Each word stands in a searched field, in the name of one of the action's units, or in its number.
 *
 * Folding takes longer than all else, and a word that is everywhere leaves every action: so what is
 * searched is folded once for all words, and the fields only for words that the index cannot tell,
 * of the actions that it leaves.
 */
function hasWords(campaignId: string, words: readonly string[]): Prisma.Sql {
  const found = Prisma.join(
    words.map((word) => withWord(campaignId, word)),
    ' INTERSECT ',
  );
  const long = words.filter((word) => [...word].length > INDEXED_CHARS);
  return Prisma.sql`a.id IN (
    WITH numbered AS MATERIALIZED (
      SELECT action.id, search_fold(
        theme.code || '-' || lpad(action.number::text, greatest(3, length(action.number::text)), '0')
      ) AS number
      FROM action JOIN theme ON theme.id = action.theme_id WHERE action.campaign_id = ${campaignId}
    ), named AS MATERIALIZED (
      SELECT id, search_fold(name) AS name FROM unit WHERE campaign_id = ${campaignId}
    ), found AS MATERIALIZED (${found})
    ${long.length === 0 ? Prisma.sql`SELECT id FROM found` : withLongWords(long)}
  )`;
}

/**
 * The ids of all actions that have the word, also of other campaigns; of a long one, of some more.
 */
function withWord(campaignId: string, word: string): Prisma.Sql {
  const units = Prisma.sql`SELECT id FROM named WHERE position(${word} IN name) > 0`;
  return Prisma.sql`(
    SELECT id FROM actions_with_grams(${word}) AS id
    UNION ALL SELECT id FROM action WHERE campaign_id = ${campaignId} AND lead_unit_id IN (${units})
    UNION ALL SELECT action_id FROM action_support_unit WHERE unit_id IN (${units})
    UNION ALL SELECT id FROM numbered WHERE position(${word} IN number) > 0
  )`;
}

/**
 * The ids of those found that have the words themselves: whatever is searched is one text of lines.
 */
function withLongWords(words: readonly string[]): Prisma.Sql {
  return Prisma.sql`
    SELECT searched.id FROM (
      SELECT action.id, concat_ws(E'\\n', ${ACTION_WORDS}, numbered.number, (
        SELECT string_agg(name, E'\\n') FROM named WHERE named.id = action.lead_unit_id
          OR named.id IN (SELECT unit_id FROM action_support_unit WHERE action_id = action.id)
      )) AS words
      FROM found JOIN numbered USING (id) JOIN action USING (id) OFFSET 0
    ) searched
    WHERE ${Prisma.join(
      words.map((word) => Prisma.sql`position(${word} IN searched.words) > 0`),
      ' AND ',
    )}`;
}
