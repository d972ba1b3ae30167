import { ACTION_FIELDS, type ActionView, FIELDS } from '@gongyi/domain';

/** What the board is narrowed to; empty strings mean "all". It lives in the address, so that a narrowed board can be sent to somebody. */
export type ActionFilters = {
  readonly themeId: string;
  readonly unitId: string;
  readonly owner: string;
  readonly text: string;
};

const PARAMS = { themeId: 'theme', unitId: 'unit', owner: 'owner', text: 'q' } as const satisfies Record<
  keyof ActionFilters,
  string
>;

export function readFilters(params: URLSearchParams): ActionFilters {
  return {
    themeId: params.get(PARAMS.themeId) ?? '',
    unitId: params.get(PARAMS.unitId) ?? '',
    owner: params.get(PARAMS.owner) ?? '',
    text: params.get(PARAMS.text) ?? '',
  };
}

/** The same address with these filters; everything else in it stays. */
export function withFilters(params: URLSearchParams, filters: ActionFilters): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const name of ['themeId', 'unitId', 'owner', 'text'] as const) {
    if (filters[name] === '') next.delete(PARAMS[name]);
    else next.set(PARAMS[name], filters[name]);
  }
  return next;
}

export function isFiltering(filters: ActionFilters): boolean {
  return Object.values(filters).some((value) => value !== '');
}

/** A unit matches as lead or supporting unit, a person as owner or accountable leader; words must all occur somewhere. */
export function filterActions(
  actions: readonly ActionView[],
  filters: ActionFilters,
  unitNames: ReadonlyMap<string, string>,
): readonly ActionView[] {
  if (!isFiltering(filters)) return actions;
  const words = fold(filters.text).split(/\s+/).filter(Boolean);
  return actions.filter((action) => {
    if (filters.themeId !== '' && action.themeId !== filters.themeId) return false;
    const unitIds = action.leadUnitId === null ? action.supportUnitIds : [action.leadUnitId, ...action.supportUnitIds];
    if (filters.unitId !== '' && !unitIds.includes(filters.unitId)) return false;
    if (filters.owner !== '' && !peopleOf(action).includes(filters.owner)) return false;
    if (words.length === 0) return true;
    const text = fold([action.number, ...searchedTexts(action, unitNames)].join('\n'));
    return words.every((word) => text.includes(word));
  });
}

/** The words of the fields that a search looks into: names for units' ids. */
function searchedTexts(action: ActionView, unitNames: ReadonlyMap<string, string>): string[] {
  return ACTION_FIELDS.filter((name) => FIELDS[name].searched).flatMap((name) => {
    const texts = [action[name]].flat().map((value) => String(value ?? ''));
    const { kind } = FIELDS[name];
    return kind === 'unit' || kind === 'units' ? texts.map((unitId) => unitNames.get(unitId) ?? '') : texts;
  });
}

/** Everybody who is named on an action. */
export function peopleOf(action: ActionView): string[] {
  return action.leader === '' ? [...action.owners] : [action.leader, ...action.owners];
}

/** Full-width forms and letter case do not matter to somebody who searches. */
function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
