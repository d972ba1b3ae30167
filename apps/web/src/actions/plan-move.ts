import {
  ACTION_STATES,
  type ActionMove,
  type ActionState,
  type ActionView,
  allows,
  type GateField,
  MOVE_RULES,
  moveBetween,
  movesFrom,
  NEXT_STATE,
  type Standing,
} from '@gongyi/domain';

type PlannedAction = Pick<ActionView, 'state' | 'leadUnitId' | 'missing' | 'mayMove'>;

/** What would happen if the action were put into a state: the move, or why there is none. */
export type MovePlan =
  | { readonly kind: 'same' }
  | { readonly kind: 'open'; readonly move: ActionMove }
  /** The states do not touch; `via` is the next state on the way there, null when no way leads there at all. */
  | { readonly kind: 'noMove'; readonly from: ActionState; readonly to: ActionState; readonly via: ActionState | null }
  | { readonly kind: 'notYours'; readonly move: ActionMove }
  | { readonly kind: 'applicant' }
  | { readonly kind: 'incomplete'; readonly missing: readonly GateField[] };

/**
 * A courtesy of the page: it explains beforehand what the server would refuse. The server decides; `mayMove` is its word about
 * this person, and this function only finds the reason for it.
 */
export function planMove(action: PlannedAction, to: ActionState, standing: Standing): MovePlan {
  if (action.state === to) return { kind: 'same' };
  const move = moveBetween(action.state, to);
  if (move === null) return { kind: 'noMove', from: action.state, to, via: firstStepTowards(action.state, to) };
  if (!action.mayMove.includes(move)) {
    const mayByRole = allows(standing, MOVE_RULES[move].capability, action.leadUnitId);
    return move === 'verify' && mayByRole ? { kind: 'applicant' } : { kind: 'notYours', move };
  }
  if (move === 'agree' && action.missing.length > 0) return { kind: 'incomplete', missing: action.missing };
  return { kind: 'open', move };
}

/** Breadth first through the table of states; null when there is no way. */
function firstStepTowards(from: ActionState, to: ActionState): ActionState | null {
  const cameFrom = new Map<ActionState, ActionState>();
  const queue: ActionState[] = [from];
  for (let state = queue.shift(); state !== undefined; state = queue.shift()) {
    for (const move of movesFrom(state)) {
      const next: ActionState | null = NEXT_STATE[state][move];
      if (next === null || next === from || cameFrom.has(next)) continue;
      cameFrom.set(next, state);
      queue.push(next);
    }
  }
  let step = to;
  for (let before = cameFrom.get(step); before !== undefined; before = cameFrom.get(step)) {
    if (before === from) return step;
    step = before;
  }
  return null;
}

/** Every state other than the present one, with what leads there or what stands in the way. */
export function planMoves(action: PlannedAction, standing: Standing): { to: ActionState; plan: MovePlan }[] {
  return ACTION_STATES.filter((state) => state !== action.state).map((to) => ({
    to,
    plan: planMove(action, to, standing),
  }));
}
