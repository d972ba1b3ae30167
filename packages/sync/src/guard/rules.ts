/**
 * Why an update is refused, for the log and the metrics. SPEC.md says what each means.
 */
export const RULES = [
  'noRight',
  'notOwn',
  'unknownPlace',
  'unknownField',
  'lastingField',
  'value',
  'content',
  'kind',
  'theme',
  'cluster',
  'incompleteRecord',
  'authorship',
  'name',
  'replacement',
  'reusedId',
  'textLength',
  'recordCount',
  'authorCount',
  'authorUnits',
  'mixedNeighbours',
  'foreignClients',
  'manyClients',
  'documentOfManyClients',
  'lackingTooMuch',
  'outOfStep',
] as const;
export type Rule = (typeof RULES)[number];

/** Thrown inside the judgement of one update, and never out of it. */
export class Refusal extends Error {
  constructor(
    readonly rule: Rule,
    /** The client whose struct it was; null when it was a deletion, or the update as a whole. */
    readonly clientId: number | null = null,
  ) {
    super(`refused: ${rule}`);
  }
}
