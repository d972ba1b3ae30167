import { Button, SegmentedControl, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { RefusalNote } from '../api/refusal-note.tsx';
import { useTRPC } from '../api/trpc.ts';
import { loginPathFor } from '../ui/return-path.ts';
import { EMPTY_ACCOUNT, wrongAccountFields } from './account-draft.ts';
import { AccountFields, focusAccountField } from './account-fields.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { useSignIn } from './use-sign-in.ts';

type Way = 'new' | 'have';

type Props = {
  readonly token: string;
  /** The account is there now, and the person is about to be signed in to it. */
  readonly onMakeAccount: () => void;
};

/**
 * For somebody who is not signed in: an account made here accepts at once; after signing in,
 * AcceptAsAccount takes over.
 */
export function AcceptAsNewcomer({ token, onMakeAccount }: Props) {
  const { t } = useTranslation();
  const [way, setWay] = useState<Way>('new');
  return (
    <Stack gap="md">
      <SegmentedControl
        fullWidth
        size="md"
        value={way}
        onChange={(value) => setWay(value === 'have' ? 'have' : 'new')}
        data={[
          { value: 'new', label: t('account.invite.newAccount') },
          { value: 'have', label: t('account.invite.haveAccount') },
        ]}
      />
      {way === 'new' ? (
        <NewAccountForm token={token} onMakeAccount={onMakeAccount} />
      ) : (
        // The page sees the account and shows AcceptAsAccount.
        <SignInForm label={t('account.login.submit')} onSignedIn={() => undefined} />
      )}
    </Stack>
  );
}

function NewAccountForm({ token, onMakeAccount }: Props) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const navigate = useNavigate();
  const signIn = useSignIn();
  const [draft, setDraft] = useState(EMPTY_ACCOUNT);
  const [tried, setTried] = useState(false);
  const [signingIn, setSigningIn] = useState(false);
  const accept = useMutation(trpc.invitations.accept.mutationOptions());
  const wrong = wrongAccountFields(draft);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    focusAccountField(wrong[0]);
    if (wrong.length > 0) return;
    const account = { ...draft, email: draft.email.trim().toLowerCase() };
    let campaign: string;
    try {
      const { campaignId } = await accept.mutateAsync({ token, account });
      campaign = `/campaigns/${campaignId}`;
    } catch {
      return; // RefusalNote shows why.
    }
    onMakeAccount();
    setSigningIn(true);
    const result = await signIn(account.email, account.password);
    await navigate(result === 'ok' ? campaign : loginPathFor(campaign), { replace: true });
  };

  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        <AccountFields draft={draft} onChange={setDraft} wrong={tried ? wrong : []} />
        <RefusalNote error={accept.error} />
        <Button type="submit" loading={accept.isPending || signingIn}>
          {t('account.invite.createAndAccept')}
        </Button>
      </Stack>
    </form>
  );
}
