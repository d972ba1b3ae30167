import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { idField, lineField, requiredLineField } from './fields.ts';

export const createSessionInput = z.object({
  campaignId: idField,
  title: requiredLineField(LIMITS.sessionTitleChars),
  /** The unfinished actions of the campaign are on the table when it begins. */
  carriesOver: z.boolean().default(false),
});

export const keepSnapshotInput = z.object({
  sessionId: idField,
  /** May be empty. */
  label: lineField(LIMITS.snapshotLabelChars),
});

export const restoreSnapshotInput = z.object({ sessionId: idField, snapshotId: idField });

export const restorePointsInput = z.object({
  sessionId: idField,
  pointIds: z.array(idField).min(1).max(LIMITS.removedPointsPerSession),
});

/** Any text: what is no code gets the same answer as a wrong one. */
export const joinCodeInput = z.object({ code: z.string().max(64) });

export const joinSessionInput = joinCodeInput.extend({
  // Empty in an anonymous session, where neither is asked for: which of the two the session is, its
  // code alone does not say.
  name: lineField(LIMITS.personNameChars).default(''),
  unit: lineField(LIMITS.unitNameChars).default(''),
});
export type JoinSessionInput = z.output<typeof joinSessionInput>;
