/** What other subjects may use of the ledger of actions. */

export { refusePromoted } from './decisions/promote-points.ts';
export { LEDGER_READS } from './queries/ledger-reads.ts';
