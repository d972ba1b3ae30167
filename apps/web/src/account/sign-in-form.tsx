import { LIMITS } from '@gongyi/domain';
import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignInResult } from '../api/auth-client.ts';
import { looksLikeEmail } from './account-draft.ts';
import { useSignIn } from './use-sign-in.ts';

type Props = {
  readonly label: string;
  /** Called when the person is signed in; the form stays busy until the promise settles. */
  readonly onSignedIn: () => void | Promise<void>;
};

export function SignInForm({ label, onSignedIn }: Props) {
  const { t } = useTranslation();
  const words = useSignInWords();
  const signIn = useSignIn();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Exclude<SignInResult, 'ok'> | null>(null);
  const emailWrong = !looksLikeEmail(email);
  const passwordWrong = password === '';

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setFailure(null);
    if (emailWrong || passwordWrong) {
      document.getElementById(emailWrong ? 'sign-in-email' : 'sign-in-password')?.focus();
      return;
    }
    setBusy(true);
    const result = await signIn(email.trim(), password);
    if (result === 'ok') await onSignedIn();
    else setFailure(result);
    setBusy(false);
  };

  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        <TextInput
          id="sign-in-email"
          label={t('account.email')}
          type="email"
          autoComplete="username"
          maxLength={LIMITS.emailChars}
          value={email}
          error={tried && emailWrong && t('account.problems.email')}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          id="sign-in-password"
          label={t('account.password')}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('account.showPassword') }}
          maxLength={LIMITS.passwordMaxChars}
          value={password}
          error={tried && passwordWrong && t('account.problems.passwordEmpty')}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {failure !== null && (
          <Alert color="official" variant="light" role="alert">
            {words(failure)}
          </Alert>
        )}
        <Button type="submit" loading={busy}>
          {label}
        </Button>
      </Stack>
    </form>
  );
}

/** Why signing in did not work, in the person's language. */
function useSignInWords(): (result: Exclude<SignInResult, 'ok'>) => string {
  const { t } = useTranslation();
  return (result) => {
    if (result === 'wrongCredentials') return t('account.login.wrong');
    if (result === 'tooManyRequests') return t('errors.tooManyRequests');
    return t('errors.serverUnavailable');
  };
}
