import { z } from 'zod';
import { dayField, idField, lineField } from '../input/fields.ts';
import { LIMITS } from '../limits.ts';
import { ACTION_STATES, type ActionState } from './action-states.ts';
import type { ActionView } from './action-view.ts';

const SUMMARY_KEYS = [
  'id',
  'campaignId',
  'themeId',
  'number',
  'place',
  'state',
  'stateBefore',
  'problem',
  'leadUnitId',
  'supportUnitIds',
  'leader',
  'owners',
  'deadline',
  'missing',
  'version',
  'mayMove',
] as const satisfies readonly (keyof ActionView)[];

/** An action as it stands in a list, without what only its own page shows; of its problem the beginning. */
export type ActionSummary = Pick<ActionView, (typeof SUMMARY_KEYS)[number]>;

/** The problem is cut between characters, with … for what is left out. */
export function toSummary(action: ActionSummary): ActionSummary {
  const picked = Object.fromEntries(SUMMARY_KEYS.map((key) => [key, action[key]])) as ActionSummary;
  const { problem } = action;
  if (problem.length <= LIMITS.summaryChars) return picked;
  return { ...picked, problem: `${problem.slice(0, LIMITS.summaryChars - 1).replace(/[\uD800-\uDBFF]$/, '')}…` };
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

/** Where a row stands in an order. It names no row, so the row may be gone when the next page is asked for. */
export type CursorPlace = { readonly deadline: string | null; readonly position: number; readonly number: number };

export function writeCursor({ deadline, position, number }: CursorPlace): string {
  return `${deadline ?? ''}.${position}.${number}`;
}

/** Null for what `writeCursor` did not write. */
export function readCursor(cursor: string): CursorPlace | null {
  const [, day = '', position, number] = /^(\d{4}-\d\d-\d\d)?\.(\d{1,9})\.(\d{1,9})$/.exec(cursor) ?? [];
  const deadline = day === '' ? null : dayField.safeParse(day).data;
  if (position === undefined || deadline === undefined) return null;
  return { deadline, position: Number(position), number: Number(number) };
}
