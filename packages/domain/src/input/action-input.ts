import { z } from 'zod';
import { ACTION_MOVES } from '../ledger/moves.ts';
import { LIMITS } from '../limits.ts';
import { dayField, idField, lineField, requiredLineField, textField } from './fields.ts';

/** What a person may fill in; all of it may be missing while the action is a draft. */
export const actionFieldsInput = z.object({
  problem: textField(LIMITS.actionTextChars),
  goal: textField(LIMITS.actionTextChars),
  measure: textField(LIMITS.actionTextChars),
  leadUnitId: idField.nullable(),
  supportUnitIds: z.array(idField).max(LIMITS.supportUnitsPerAction),
  leader: lineField(LIMITS.personNameChars),
  owners: z.array(requiredLineField(LIMITS.personNameChars)).max(LIMITS.maxOwners),
  deadline: dayField.nullable(),
  committed: z.boolean(),
});
export type ActionFields = z.output<typeof actionFieldsInput>;

export const promotePointsInput = z.object({
  sessionId: idField,
  pointIds: z.array(idField).min(1).max(LIMITS.pointsPerPromotion),
  themeId: idField,
  fields: actionFieldsInput,
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
