import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { emailField, passwordField, requiredLineField, tokenField } from './fields.ts';

export const accountInput = z.object({
  name: requiredLineField(LIMITS.personNameChars),
  email: emailField,
  password: passwordField,
});
export type AccountInput = z.output<typeof accountInput>;

export const setupInput = z.object({ token: tokenField, account: accountInput });

export const acceptInvitationInput = z.object({
  token: tokenField,
  /** Left out by somebody who is signed in. */
  account: accountInput.optional(),
});
