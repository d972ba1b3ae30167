import {
  ACTION_STATES,
  type ActionFieldName,
  type ActionMove,
  type ActionState,
  type ActionSummary,
  allowsOn,
  firstStepTowards,
  MOVES,
  moveBetween,
  type Standing,
} from '@gongyi/domain';

type PlannedAction = Pick<
  ActionSummary,
  'state' | 'stateBefore' | 'leadUnitId' | 'supportUnitIds' | 'owners' | 'missing' | 'mayMove'
>;

/** What would happen if the action were put into a state: the move, or why there is none. */
export type MovePlan =
  | { readonly kind: 'same' }
  | { readonly kind: 'open'; readonly move: ActionMove }
  /**
   * The states do not touch; `via` is the next state on the way there, null when no way leads there
   * at all.
   */
  | { readonly kind: 'noMove'; readonly from: ActionState; readonly to: ActionState; readonly via: ActionState | null }
  | { readonly kind: 'notYours'; readonly move: ActionMove }
  | { readonly kind: 'applicant' }
  | { readonly kind: 'incomplete'; readonly missing: readonly ActionFieldName[] };

/**
 * A courtesy of the page: it explains beforehand what the server would refuse. The server decides;
 * `mayMove` is its word about this person, and this function only finds the reason for it.
 */
export function planMove(action: PlannedAction, to: ActionState, standing: Standing): MovePlan {
  if (action.state === to) return { kind: 'same' };
  const move = moveBetween(action, to);
  if (move === null) return { kind: 'noMove', from: action.state, to, via: firstStepTowards(action, to) };
  const { by, secondParty, asks } = MOVES[move];
  if (!action.mayMove.includes(move)) {
    return secondParty && allowsOn(standing, by, action) ? { kind: 'applicant' } : { kind: 'notYours', move };
  }
  if (asks.gate && action.missing.length > 0) return { kind: 'incomplete', missing: action.missing };
  return { kind: 'open', move };
}

/** Every state other than the present one, with what leads there or what stands in the way. */
export function planMoves(action: PlannedAction, standing: Standing): { to: ActionState; plan: MovePlan }[] {
  return ACTION_STATES.filter((state) => state !== action.state).map((to) => ({
    to,
    plan: planMove(action, to, standing),
  }));
}
