import { type ActionMove, type ActionView, nextState } from '@gongyi/domain';

type Actions = readonly ActionView[];

/** The list with the newest version of one action; an older answer that comes late changes nothing. */
export function withNewest<List extends Actions | undefined>(actions: List, action: ActionView): ActionView[] | List {
  if (actions === undefined) return actions;
  return actions.map((known) => (known.id === action.id && known.version <= action.version ? action : known));
}

/** The list as it will be when the server agrees. Until it answers, the action cannot be moved again. */
export function withMove<List extends Actions | undefined>(
  actions: List,
  actionId: string,
  move: ActionMove,
): ActionView[] | List {
  if (actions === undefined) return actions;
  return actions.map((known) =>
    known.id === actionId ? { ...known, state: nextState(known, move) ?? known.state, mayMove: [] } : known,
  );
}
