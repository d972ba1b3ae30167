import { z } from 'zod';
import { dayField, idField, textField } from '../input/fields.ts';
import { LIMITS } from '../limits.ts';
import { actionFieldsInput, EMPTY_ACTION_FIELDS, withChanges } from './action-fields.ts';
import { ACTION_MOVES } from './moves.ts';

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
