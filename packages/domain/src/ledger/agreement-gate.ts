import { LIMITS } from '../limits.ts';

/** What the gate to the agreed list looks at. Empty strings and null mean "not filled in". */
export type GateFields = {
  readonly problem: string;
  readonly goal: string;
  readonly measure: string;
  readonly leadUnitId: string | null;
  readonly leader: string;
  readonly owners: readonly string[];
  /** YYYY-MM-DD */
  readonly deadline: string | null;
  readonly committed: boolean;
};

export const GATE_FIELDS = [
  'problem',
  'goal',
  'deadline',
  'measure',
  'leadUnit',
  'leader',
  'owners',
  'commitment',
] as const;
export type GateField = (typeof GATE_FIELDS)[number];

/**
 * 四明确一承诺: what is still missing before an action may be agreed, in the order of the form; empty when nothing is.
 * A draft may lack any of it; the board shows this list.
 */
export function missingForAgreement(action: GateFields): GateField[] {
  const filled: Record<GateField, boolean> = {
    problem: action.problem.trim() !== '',
    goal: action.goal.trim() !== '',
    deadline: action.deadline !== null,
    measure: action.measure.trim() !== '',
    leadUnit: action.leadUnitId !== null,
    leader: action.leader.trim() !== '',
    owners: action.owners.length >= 1 && action.owners.length <= LIMITS.maxOwners,
    commitment: action.committed,
  };
  return GATE_FIELDS.filter((field) => !filled[field]);
}
