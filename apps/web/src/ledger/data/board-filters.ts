import type { ActionFilters, ActionState } from '@gongyi/domain';

/**
 * What the board is narrowed to; empty strings mean "all". It lives in the address, so that a
 * narrowed board can be sent to somebody.
 */
export type BoardFilters = {
  readonly themeId: string;
  readonly unitId: string;
  readonly owner: string;
  readonly text: string;
};

const PARAMS = { themeId: 'theme', unitId: 'unit', owner: 'owner', text: 'q' } as const satisfies Record<
  keyof BoardFilters,
  string
>;

export function readFilters(params: URLSearchParams): BoardFilters {
  return {
    themeId: params.get(PARAMS.themeId) ?? '',
    unitId: params.get(PARAMS.unitId) ?? '',
    owner: params.get(PARAMS.owner) ?? '',
    text: params.get(PARAMS.text) ?? '',
  };
}

/** The same address with these filters; everything else in it stays. */
export function withFilters(params: URLSearchParams, filters: BoardFilters): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const name of ['themeId', 'unitId', 'owner', 'text'] as const) {
    if (filters[name] === '') next.delete(PARAMS[name]);
    else next.set(PARAMS[name], filters[name]);
  }
  return next;
}

export function isFiltering(filters: BoardFilters): boolean {
  return Object.values(filters).some((value) => value !== '');
}

/**
 * As the server takes them, which looks through all actions: of those in these states, or in any.
 */
export function askedFilters(filters: BoardFilters, states?: readonly ActionState[]): ActionFilters {
  const { themeId, unitId, owner, text } = filters;
  return {
    ...(states && { states: [...states] }),
    ...(themeId !== '' && { themeId }),
    ...(unitId !== '' && { unitId }),
    ...(owner !== '' && { person: owner }),
    ...(text.trim() !== '' && { text: text.trim() }),
  };
}
