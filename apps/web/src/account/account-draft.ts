import { LIMITS } from '@gongyi/domain';

/** What a person types to get an account. */
export type AccountDraft = { readonly name: string; readonly email: string; readonly password: string };
export type AccountField = keyof AccountDraft;

export const EMPTY_ACCOUNT: AccountDraft = { name: '', email: '', password: '' };

/**
 * The fields that cannot be right, in the order of the form. The server has the last word on
 * addresses.
 */
export function wrongAccountFields(draft: AccountDraft): AccountField[] {
  const wrong: AccountField[] = [];
  if (draft.name.trim() === '') wrong.push('name');
  if (!looksLikeEmail(draft.email)) wrong.push('email');
  if (draft.password.length < LIMITS.passwordMinChars || draft.password.length > LIMITS.passwordMaxChars) {
    wrong.push('password');
  }
  return wrong;
}

export function looksLikeEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim());
}
