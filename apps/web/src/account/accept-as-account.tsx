import { Anchor, Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { signOut } from '../api/auth-client.ts';
import { RefusalNote } from '../api/refusal-note.tsx';
import { useTRPC } from '../api/trpc.ts';

type Props = { readonly token: string; readonly user: { readonly name: string; readonly email: string } };

/** Accepting as the person who is signed in. */
export function AcceptAsAccount({ token, user }: Props) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const navigate = useNavigate();
  const [leaving, setLeaving] = useState(false);
  const [signOutFailed, setSignOutFailed] = useState<unknown>(null);
  const accept = useMutation(
    trpc.invitations.accept.mutationOptions({
      onSuccess: ({ campaignId }) => navigate(`/campaigns/${campaignId}`, { replace: true }),
    }),
  );

  const leave = async () => {
    setLeaving(true);
    try {
      await signOut();
      // A fresh page: nothing of the other account stays in memory, and the link is read again.
      window.location.reload();
    } catch (error) {
      setSignOutFailed(error);
      setLeaving(false);
    }
  };

  return (
    <Stack gap="md">
      <Text>{t('account.invite.signedInAs', user)}</Text>
      <RefusalNote error={accept.error ?? signOutFailed} />
      <Button loading={accept.isPending} onClick={() => accept.mutate({ token })}>
        {t('account.invite.accept')}
      </Button>
      {accept.isError && (
        <Anchor component={Link} to="/campaigns">
          {t('account.campaigns')}
        </Anchor>
      )}
      <Button variant="subtle" loading={leaving} onClick={() => void leave()}>
        {t('account.invite.notYou')}
      </Button>
    </Stack>
  );
}
