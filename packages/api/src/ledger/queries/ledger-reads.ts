import type { LedgerReads } from '../../kernel/lookups.ts';
import { readActionCounts } from './count-actions.ts';
import { readNamedPeople } from './list-action-people.ts';

/** What `Lookups` reads once for all boards that ask at the same moment. */
export const LEDGER_READS: LedgerReads = {
  namedPeople: readNamedPeople,
  actionCounts: (prisma, campaignId) => readActionCounts(prisma, { campaignId, filters: {} }),
};
