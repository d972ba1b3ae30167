import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { idField, requiredLineField } from './fields.ts';

export const participantInput = z.object({ participantId: idField });

export const renameParticipantInput = participantInput.extend({
  name: requiredLineField(LIMITS.personNameChars),
  unit: requiredLineField(LIMITS.unitNameChars),
});
export type RenameParticipantInput = z.output<typeof renameParticipantInput>;

export const setCoFacilitatorInput = participantInput.extend({ on: z.boolean() });
export type SetCoFacilitatorInput = z.output<typeof setCoFacilitatorInput>;
