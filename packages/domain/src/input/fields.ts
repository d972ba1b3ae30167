import { z } from 'zod';
import { isDay } from '../day.ts';
import { LIMITS } from '../limits.ts';
import { toPlainText } from '../plain-text.ts';

/** Building blocks of every input: trimmed, bounded, and without what `toPlainText` takes out. */

/** One line: inner runs of white space become one space. */
export function lineField(maxChars: number) {
  return z
    .string()
    .max(maxChars * 4)
    .transform((text) => toPlainText(text).replace(/\s+/g, ' ').trim())
    .pipe(z.string().max(maxChars));
}

export function requiredLineField(maxChars: number) {
  return lineField(maxChars).pipe(z.string().min(1));
}

/** Several lines. */
export function textField(maxChars: number) {
  return z
    .string()
    .max(maxChars * 2)
    .transform((text) => toPlainText(text).replace(/\r\n?/g, '\n').trim())
    .pipe(z.string().max(maxChars));
}

export const idField = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9_-]+$/);

export const dayField = z.string().refine(isDay);

export const emailField = z
  .string()
  .max(LIMITS.emailChars)
  .transform((email) => email.trim().toLowerCase())
  .pipe(z.email());

export const passwordField = z.string().min(LIMITS.passwordMinChars).max(LIMITS.passwordMaxChars);

/** The token of a first-run or invitation link. */
export const tokenField = z
  .string()
  .min(16)
  .max(128)
  .regex(/^[A-Za-z0-9_-]+$/);
