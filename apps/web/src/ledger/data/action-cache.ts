import {
  type ActionFilters,
  type ActionMove,
  type ActionPage,
  type ActionSummary,
  nextState,
  readCursor,
  STATES,
} from '@gongyi/domain';

/** A list as far as it was read: one page after the other. */
export type ActionPages = { readonly pages: readonly ActionPage[]; readonly pageParams: readonly unknown[] };

/**
 * Whether a list with these filters has the action; undefined when that takes a search, which the
 * server makes.
 */
export function isOfList(filters: ActionFilters, action: ActionSummary): boolean | undefined {
  const { states, themeId, unitId, person = '', text = '' } = filters;
  const unitIds = [action.leadUnitId, ...action.supportUnitIds];
  const passes =
    (states === undefined || states.includes(action.state)) &&
    (themeId === undefined || themeId === action.themeId) &&
    (unitId === undefined || unitIds.includes(unitId)) &&
    (person === '' || person === action.leader || action.owners.includes(person));
  return passes && text.trim() !== '' ? undefined : passes;
}

export function findInPages(list: ActionPages | undefined, actionId: string): ActionSummary | undefined {
  return list?.pages.flatMap(({ rows }) => rows).find(({ id }) => id === actionId);
}

/**
 * The list without what it knew of the action, and with the action in its place when `isHere`. What
 * stands after the last page that was read comes with the next one.
 */
export function withSummary(list: ActionPages, action: ActionSummary, isHere: boolean): ActionPages {
  const pages = list.pages.map((page) => ({ ...page, rows: page.rows.filter(({ id }) => id !== action.id) }));
  const into = isHere ? pages.findIndex(({ next }) => !isAfter(action.place, next)) : -1;
  const page = pages[into];
  if (page === undefined) return { ...list, pages };
  const at = page.rows.findIndex(({ place }) => isBefore(action.place, place));
  const rows = page.rows.toSpliced(at === -1 ? page.rows.length : at, 0, action);
  return { ...list, pages: pages.with(into, { ...page, rows }) };
}

/** Whether an answer says nothing that the list does not know: an older one may come late. */
export function isKnown(list: ActionPages | undefined, action: ActionSummary): boolean {
  return (findInPages(list, action.id)?.version ?? 0) > action.version;
}

/** The action as it will be when the server agrees. Until it answers, it cannot be moved again. */
export function asMoved<Action extends ActionSummary>(action: Action, move: ActionMove): Action {
  const state = nextState(action, move) ?? action.state;
  return { ...action, state, stateBefore: STATES[state].lane === 'side' ? action.state : null, mayMove: [] };
}

type Place = ActionSummary['place'];

function isBefore(a: Place, b: Place): boolean {
  return a.position < b.position || (a.position === b.position && a.number < b.number);
}

/**
 * Whether it is beyond the page that ends at this cursor; a page without one ends with the list.
 */
function isAfter(place: Place, cursor: string | null): boolean {
  const end = cursor === null ? null : readCursor(cursor);
  return end !== null && isBefore(end, place);
}
