import { z } from 'zod';
import { dayField, idField, lineField, requiredLineField, textField } from '../input/fields.ts';
import { LIMITS } from '../limits.ts';
import {
  ACTION_FIELDS,
  ACTION_TYPES,
  type ActionFieldName,
  EMPTY_ACTION_FIELDS,
  FIELDS,
  type FieldKind,
  withChanges,
} from './action-fields.ts';
import { ACTION_STATES } from './action-states.ts';
import { ACTION_MOVES } from './moves.ts';

/** What an input takes for each kind of field. */
const SCHEMAS = {
  prose: textField(LIMITS.actionTextChars),
  person: lineField(LIMITS.personNameChars),
  people: z.array(requiredLineField(LIMITS.personNameChars)).max(LIMITS.maxOwners),
  unit: idField.nullable(),
  units: z.array(idField).max(LIMITS.supportUnitsPerAction),
  day: dayField.nullable(),
  actionType: z.enum(ACTION_TYPES).nullable(),
  flag: z.boolean(),
} as const satisfies Record<FieldKind, z.ZodType>;

type Shape = { [Name in ActionFieldName]: (typeof SCHEMAS)[(typeof FIELDS)[Name]['kind']] };

/** What a person may fill in; all of it may be missing while the action is a draft. */
export const actionFieldsInput = z.object(
  Object.fromEntries(ACTION_FIELDS.map((name) => [name, SCHEMAS[FIELDS[name].kind]])) as Shape,
);
export type ActionFields = z.output<typeof actionFieldsInput>;

export const promotePointsInput = z.object({
  sessionId: idField,
  pointIds: z.array(idField).min(1).max(LIMITS.pointsPerPromotion),
  themeId: idField,
  /** What is left out is empty: a page of an earlier build does not know a newer field. */
  fields: actionFieldsInput.partial().transform((given) => withChanges(EMPTY_ACTION_FIELDS, given)),
});
export type PromotePointsInput = z.output<typeof promotePointsInput>;

export const editActionInput = z.object({
  actionId: idField,
  /** The version that the person saw. */
  version: z.int().min(1),
  fields: actionFieldsInput.partial(),
});
export type EditActionInput = z.output<typeof editActionInput>;

export const moveActionInput = z.object({
  actionId: idField,
  version: z.int().min(1),
  move: z.enum(ACTION_MOVES),
  /** The reason or the report, where the move asks for one. */
  text: textField(LIMITS.actionTextChars).default(''),
  reviewDate: dayField.nullable().default(null),
});
export type MoveActionInput = z.output<typeof moveActionInput>;

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

/**
 * `number`: by theme and number, as on the agreed list. `deadline`: what is due first, then what
 * has no deadline.
 */
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
