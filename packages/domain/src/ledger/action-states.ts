/**
 * The states of an action 整改事项, one row each. A state that is not described here does not
 * compile; what else is said of states anywhere is read from these rows.
 */
type StateRow = {
  /**
   * Words may change until close-out is applied for. What was submitted or set aside stays as it
   * was judged.
   */
  readonly editable: boolean;
  /** Past the gate: it stands in the agreed list, and may not fall behind the gate again. */
  readonly agreed: boolean;
  /** Work is left: a new session begins with it on the table. */
  readonly open: boolean;
  /** `side`: not on the way of most actions, and entered by setting one aside. */
  readonly lane: 'main' | 'side';
};

export const STATES = {
  draft: { editable: true, agreed: false, open: true, lane: 'main' },
  notStarted: { editable: true, agreed: true, open: true, lane: 'main' },
  inProgress: { editable: true, agreed: true, open: true, lane: 'main' },
  submitted: { editable: false, agreed: true, open: true, lane: 'main' },
  closed: { editable: false, agreed: true, open: false, lane: 'main' },
  deferred: { editable: false, agreed: true, open: true, lane: 'side' },
  ongoing: { editable: false, agreed: true, open: false, lane: 'side' },
} as const satisfies Record<string, StateRow>;

export type ActionState = keyof typeof STATES;

/** In the order of the board. */
export const ACTION_STATES = Object.keys(STATES) as ActionState[];

/** The states of which `test` is true, in the order of the board. */
export function statesWhere(test: (row: StateRow) => boolean): ActionState[] {
  return ACTION_STATES.filter((state) => test(STATES[state]));
}
