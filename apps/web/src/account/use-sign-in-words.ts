import { useTranslation } from 'react-i18next';
import type { SignInResult } from '../api/auth-client.ts';

/** Why signing in did not work, in the person's language. */
export function useSignInWords(): (result: Exclude<SignInResult, 'ok'>) => string {
  const { t } = useTranslation();
  return (result) => {
    if (result === 'wrongCredentials') return t('account.login.wrong');
    if (result === 'tooManyRequests') return t('errors.tooManyRequests');
    return t('errors.serverUnavailable');
  };
}
