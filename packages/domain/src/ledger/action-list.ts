import { z } from 'zod';
import { idField, lineField } from '../input/fields.ts';
import { LIMITS } from '../limits.ts';
import { ACTION_STATES, type ActionState } from './action-states.ts';
import type { ActionView } from './action-view.ts';

/** An action as it stands in a list, without what only its own page shows. */
export type ActionSummary = Pick<
  ActionView,
  | 'id'
  | 'campaignId'
  | 'themeId'
  | 'number'
  | 'state'
  | 'stateBefore'
  | 'leadUnitId'
  | 'supportUnitIds'
  | 'leader'
  | 'owners'
  | 'deadline'
  | 'missing'
  | 'version'
  | 'mayMove'
> & {
  /** The first `LIMITS.summaryChars` of it. */
  readonly problem: string;
};

/** A problem as a list shows it: cut between characters, with … for what is left out. */
export function toSummaryText(problem: string): string {
  if (problem.length <= LIMITS.summaryChars) return problem;
  return `${problem.slice(0, LIMITS.summaryChars - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** What a list is narrowed to; what is left out narrows nothing. */
export const actionFiltersInput = z.object({
  states: z.array(z.enum(ACTION_STATES)).max(ACTION_STATES.length).optional(),
  themeId: idField.optional(),
  /** As lead or supporting unit. */
  unitId: idField.optional(),
  /** As accountable leader or owner. */
  person: lineField(LIMITS.personNameChars).optional(),
  /** Words that all occur: in the searched fields, the units' names or the number. */
  text: lineField(LIMITS.searchChars).optional(),
});
export type ActionFilters = z.output<typeof actionFiltersInput>;

/** `number`: by theme and number, as on the agreed list. `deadline`: what is due first, then what has no deadline. */
export const ACTION_SORTS = ['number', 'deadline'] as const;

export const pageActionsInput = z.object({
  campaignId: idField,
  filters: actionFiltersInput.default({}),
  sort: z.enum(ACTION_SORTS).default('number'),
  /** `next` of the page before; null for the first. */
  cursor: z.string().max(64).nullable().default(null),
  limit: z.int().min(1).max(LIMITS.actionsPerPage).default(LIMITS.actionsPerPage),
});
export type PageActionsInput = z.output<typeof pageActionsInput>;

export const countActionsInput = z.object({ campaignId: idField, filters: actionFiltersInput.default({}) });
export type CountActionsInput = z.output<typeof countActionsInput>;

export type ActionPage = {
  readonly rows: readonly ActionSummary[];
  /** Null when there is no more. */
  readonly next: string | null;
};

/** Of each state: all of the campaign's, and those that the filters leave. */
export type ActionCounts = Readonly<Record<ActionState, { readonly all: number; readonly shown: number }>>;
