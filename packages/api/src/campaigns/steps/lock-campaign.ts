import { DomainError } from '@gongyi/domain';
import type { Transaction } from '../../kernel/decide.ts';

/**
 * Holds the campaign's row until the commit, for a decision that rests on a count of its rows ("the
 * last facilitator", "at most 200 units"): without it, two that run at once would both see the old
 * count. Throws notFound.
 */
export async function lockCampaign(tx: Transaction, campaignId: string): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`SELECT id FROM campaign WHERE id = ${campaignId} FOR NO KEY UPDATE`;
  if (rows.length === 0) throw new DomainError('notFound');
}
