import { Alert, Anchor, Button, Paper, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate } from 'react-router';
import { RefusalNote } from '../api/refusal-note.tsx';
import { useTRPC } from '../api/trpc.ts';
import { BareLayout } from '../ui/layout/bare-layout.tsx';
import { loginPathFor } from '../ui/return-path.ts';
import { usePageTitle } from '../ui/use-page-title.ts';
import { EMPTY_ACCOUNT, wrongAccountFields } from './account-draft.ts';
import { AccountFields, focusAccountField } from './account-fields.tsx';
import { useSignIn } from './use-sign-in.ts';

const FIRST_CAMPAIGN = '/campaigns/new';

/**
 * The first-run link: its fragment is the secret that the server printed, and never reaches a log.
 */
export function SetupPage() {
  const { t } = useTranslation();
  const token = useLocation().hash.slice(1);
  const trpc = useTRPC();
  const setupDone = useQuery(trpc.instance.status.queryOptions()).data?.needsSetup === false;
  usePageTitle(t('account.setup.title'));
  return (
    <BareLayout>
      <Stack gap="md">
        <Title order={1}>{t('account.setup.title')}</Title>
        {setupDone ? (
          <Alert color="yellow" variant="light">
            {t('errors.setupDone')}{' '}
            <Anchor component={Link} to="/login" underline="always">
              {t('account.login.title')}
            </Anchor>
          </Alert>
        ) : (
          <SetupForm token={token} />
        )}
      </Stack>
    </BareLayout>
  );
}

function SetupForm({ token }: { readonly token: string }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const signIn = useSignIn();
  const [draft, setDraft] = useState(EMPTY_ACCOUNT);
  const [tried, setTried] = useState(false);
  const [signingIn, setSigningIn] = useState(false);
  const setup = useMutation(trpc.account.setup.mutationOptions());
  const wrong = wrongAccountFields(draft);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    focusAccountField(wrong[0]);
    if (wrong.length > 0) return;
    try {
      await setup.mutateAsync({ token, account: { ...draft, email: draft.email.trim() } });
    } catch {
      return; // RefusalNote shows why.
    }
    setSigningIn(true);
    // The account exists from here on: if signing in fails now, the sign-in page is the place to
    // try again.
    const result = await signIn(draft.email.trim().toLowerCase(), draft.password);
    await navigate(result === 'ok' ? FIRST_CAMPAIGN : loginPathFor(FIRST_CAMPAIGN), { replace: true });
    await queryClient.invalidateQueries(trpc.instance.status.queryFilter());
  };

  return (
    <>
      <Text>{t('account.setup.intro')}</Text>
      {token === '' && (
        <Alert color="yellow" variant="light">
          {t('account.setup.noToken')}
        </Alert>
      )}
      <Paper withBorder p="lg">
        <form noValidate onSubmit={(event) => void submit(event)}>
          <Stack gap="md">
            <AccountFields draft={draft} onChange={setDraft} wrong={tried ? wrong : []} />
            <RefusalNote error={setup.error} />
            <Button type="submit" loading={setup.isPending || signingIn} disabled={token === ''}>
              {t('account.setup.submit')}
            </Button>
          </Stack>
        </form>
      </Paper>
    </>
  );
}
