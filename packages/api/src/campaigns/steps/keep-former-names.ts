import { LIMITS } from '@gongyi/domain';
import type { Transaction } from '../../kernel/decide.ts';

/** As somebody was shown until now. */
export type GivenUpName = { readonly personId: string; readonly name: string; readonly unit: string };

/**
 * Remembers by which names people of a campaign were known until now, accounts and participants, in
 * the transaction that changes them: a page that was offline meanwhile goes on writing under them.
 * Each person's newest `LIMITS.formerNamesPerPerson` are kept. Not for anonymous sessions.
 */
export async function keepFormerNames(
  tx: Transaction,
  campaignId: string,
  people: readonly GivenUpName[],
  now: Date,
): Promise<void> {
  if (people.length === 0) return;
  const ids = people.map(({ personId }) => personId);
  await tx.$executeRaw`
    INSERT INTO former_name (campaign_id, person_id, name, unit, given_up_at)
    SELECT ${campaignId}, person_id, name, unit, ${now}
    FROM unnest(${ids}::text[], ${people.map(({ name }) => name)}::text[], ${people.map(({ unit }) => unit)}::text[])
      AS given_up (person_id, name, unit)
    ON CONFLICT (campaign_id, person_id, name, unit) DO UPDATE SET given_up_at = EXCLUDED.given_up_at`;
  await tx.$executeRaw`
    DELETE FROM former_name USING (
      SELECT person_id, name, unit,
        row_number() OVER (PARTITION BY person_id ORDER BY given_up_at DESC, name, unit) AS place
      FROM former_name WHERE campaign_id = ${campaignId} AND person_id = ANY (${ids}::text[])
    ) AS old
    WHERE former_name.campaign_id = ${campaignId} AND old.place > ${LIMITS.formerNamesPerPerson}
      AND (former_name.person_id, former_name.name, former_name.unit) = (old.person_id, old.name, old.unit)`;
}
