import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { idField, requiredLineField } from './fields.ts';

export const createSessionInput = z.object({
  campaignId: idField,
  title: requiredLineField(LIMITS.sessionTitleChars),
});

/** Any text: what is no code gets the same answer as a wrong one. */
export const joinCodeInput = z.object({ code: z.string().max(64) });

export const joinSessionInput = joinCodeInput.extend({
  name: requiredLineField(LIMITS.personNameChars),
  unit: requiredLineField(LIMITS.unitNameChars),
});
export type JoinSessionInput = z.output<typeof joinSessionInput>;
