import { DomainError } from '@gongyi/domain';
import type { Transaction } from '../../kernel/decide.ts';

/** Throws invalidInput when an action's units are not all of its campaign. */
export async function requireCampaignUnits(
  tx: Transaction,
  campaignId: string,
  fields: { readonly leadUnitId?: string | null | undefined; readonly supportUnitIds?: readonly string[] | undefined },
): Promise<void> {
  const named = new Set([...(fields.leadUnitId ? [fields.leadUnitId] : []), ...(fields.supportUnitIds ?? [])]);
  if (named.size === 0) return;
  const units = await tx.unit.findMany({ where: { campaignId, id: { in: [...named] } }, select: { id: true } });
  const known = new Set(units.map(({ id }) => id));
  const paths = [
    ...(fields.leadUnitId && !known.has(fields.leadUnitId) ? ['fields.leadUnitId'] : []),
    ...(fields.supportUnitIds?.some((id) => !known.has(id)) ? ['fields.supportUnitIds'] : []),
  ];
  if (paths.length > 0) throw new DomainError('invalidInput', { paths });
}
