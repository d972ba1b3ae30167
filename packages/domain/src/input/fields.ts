import { z } from 'zod';
import { LIMITS } from '../limits.ts';

/** Building blocks of every input: trimmed, bounded, without control characters that would break a form or a spreadsheet. */

// Tab, line feed and carriage return are text; the other C0 controls, DEL, and lone surrogates are not.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what this looks for
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/;

const LONE_SURROGATE = /\p{Surrogate}/u;

function isPlainText(text: string): boolean {
  return !CONTROL.test(text) && !LONE_SURROGATE.test(text);
}

/** One line: inner runs of white space become one space. */
export function lineField(maxChars: number) {
  return z
    .string()
    .max(maxChars * 4)
    .refine(isPlainText)
    .transform((text) => text.replace(/\s+/g, ' ').trim())
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
    .refine(isPlainText)
    .transform((text) => text.replace(/\r\n?/g, '\n').trim())
    .pipe(z.string().max(maxChars));
}

export const idField = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9_-]+$/);

/** A calendar day that exists, as YYYY-MM-DD, between 2000 and 2199. */
export const dayField = z
  .string()
  .regex(/^2[01]\d\d-\d\d-\d\d$/)
  .refine((day) => {
    const parsed = new Date(`${day}T00:00:00Z`);
    return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day);
  });

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
