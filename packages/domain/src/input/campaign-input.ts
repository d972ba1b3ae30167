import { z } from 'zod';
import { MEMBER_ROLES } from '../capabilities.ts';
import { LIMITS } from '../limits.ts';
import { idField, lineField, requiredLineField } from './fields.ts';

export const themeInput = z.object({
  name: requiredLineField(LIMITS.themeNameChars),
  short: requiredLineField(LIMITS.themeShortChars),
  code: requiredLineField(LIMITS.themeCodeChars).pipe(z.string().regex(/^[\p{L}\p{N}]+$/u)),
  color: z.string().regex(/^#[0-9A-Fa-f]{6}$/),
  icon: z.string().regex(/^[a-z-]{1,24}$/),
  prompts: z.array(requiredLineField(LIMITS.promptChars)).max(LIMITS.promptsPerTheme),
});

const unitNames = z
  .array(requiredLineField(LIMITS.unitNameChars))
  .max(LIMITS.unitsPerCampaign)
  .transform((names) => [...new Set(names)]);

export const createCampaignInput = z.object({
  name: requiredLineField(LIMITS.campaignNameChars),
  templateId: z.string().max(32).nullable(),
  themes: z
    .array(themeInput)
    .min(LIMITS.minThemes)
    .max(LIMITS.maxThemes)
    .refine((themes) => new Set(themes.map((theme) => theme.code)).size === themes.length, {
      message: 'themeCodeTaken',
    }),
  units: unitNames,
});
export type CreateCampaignInput = z.output<typeof createCampaignInput>;

export const renameCampaignInput = z.object({
  campaignId: idField,
  name: requiredLineField(LIMITS.campaignNameChars),
});

export const addUnitsInput = z.object({ campaignId: idField, names: unitNames });
export const renameUnitInput = z.object({ unitId: idField, name: requiredLineField(LIMITS.unitNameChars) });

export const createInvitationInput = z
  .object({
    campaignId: idField,
    role: z.enum(MEMBER_ROLES),
    unitId: idField.nullable(),
    note: lineField(LIMITS.invitationNoteChars),
  })
  .refine((invitation) => (invitation.role === 'liaison') === (invitation.unitId !== null), { path: ['unitId'] });
export type CreateInvitationInput = z.output<typeof createInvitationInput>;
