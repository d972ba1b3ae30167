import { LIMITS } from '@gongyi/domain';
import { PasswordInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AccountDraft, AccountField } from './account-draft.ts';

type Props = {
  readonly draft: AccountDraft;
  readonly onChange: (draft: AccountDraft) => void;
  /** Fields to mark; their ids are `account-<field>`, for the focus after a failed try. */
  readonly wrong: readonly AccountField[];
};

export function AccountFields({ draft, onChange, wrong }: Props) {
  const { t } = useTranslation();
  const { passwordMinChars: min, passwordMaxChars: max } = LIMITS;
  return (
    <>
      <TextInput
        id="account-name"
        label={t('account.name')}
        description={t('account.nameHint')}
        required
        autoComplete="name"
        maxLength={LIMITS.personNameChars}
        value={draft.name}
        error={wrong.includes('name') && t('account.problems.name')}
        onChange={(event) => onChange({ ...draft, name: event.currentTarget.value })}
      />
      <TextInput
        id="account-email"
        label={t('account.email')}
        required
        type="email"
        autoComplete="username"
        maxLength={LIMITS.emailChars}
        value={draft.email}
        error={wrong.includes('email') && t('account.problems.email')}
        onChange={(event) => onChange({ ...draft, email: event.currentTarget.value })}
      />
      <PasswordInput
        id="account-password"
        label={t('account.password')}
        description={t('account.passwordHint', { count: min })}
        required
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': t('account.showPassword') }}
        maxLength={max}
        value={draft.password}
        error={wrong.includes('password') && t('account.problems.password', { min, max })}
        onChange={(event) => onChange({ ...draft, password: event.currentTarget.value })}
      />
    </>
  );
}

/** Puts the cursor where the person has to correct something. */
export function focusAccountField(field: AccountField | undefined): void {
  if (field !== undefined) document.getElementById(`account-${field}`)?.focus();
}
