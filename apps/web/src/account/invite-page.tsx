import { Alert, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { RefusalNote } from '../api/refusal-note.tsx';
import { useTRPC } from '../api/trpc.ts';
import { BareLayout } from '../ui/layout/bare-layout.tsx';
import { usePageTitle } from '../ui/use-page-title.ts';
import { AcceptAsAccount } from './accept-as-account.tsx';
import { AcceptAsNewcomer } from './accept-as-newcomer.tsx';

/**
 * An invitation link: its fragment is the secret. Whoever is signed in accepts as themselves,
 * anybody else gets an account.
 */
export function InvitePage() {
  const { t } = useTranslation();
  const token = useLocation().hash.slice(1);
  const trpc = useTRPC();
  const preview = useQuery(
    trpc.invitations.preview.queryOptions({ token }, { enabled: token !== '', staleTime: Infinity }),
  );
  const account = useQuery(trpc.account.me.queryOptions());
  // Making an account signs the person in while this page is still shown; the other form must not
  // flash up then.
  const [isMakingAccount, setIsMakingAccount] = useState(false);
  usePageTitle(t('account.invite.title'));
  return (
    <BareLayout>
      <Stack gap="md">
        {preview.data === undefined && <Title order={1}>{t('account.invite.title')}</Title>}
        {token === '' && (
          <Alert color="yellow" variant="light">
            {t('account.invite.noToken')}
          </Alert>
        )}
        <RefusalNote error={preview.error ?? account.error} />
        {token !== '' && preview.isPending && <Skeleton height={200} />}
        {preview.data !== undefined && (
          <>
            <div>
              <Text c="dimmed">
                {preview.data.unitName === null
                  ? t('account.invite.asRole', { role: t(`common.roles.${preview.data.role}`) })
                  : t('account.invite.asLiaison', { unit: preview.data.unitName })}
              </Text>
              <Title order={1}>{preview.data.campaignName}</Title>
              {preview.data.note !== '' && <Text mt="xs">{preview.data.note}</Text>}
            </div>
            {account.data !== undefined && (
              <Paper withBorder p="lg">
                {account.data.user === null || isMakingAccount ? (
                  <AcceptAsNewcomer token={token} onMakeAccount={() => setIsMakingAccount(true)} />
                ) : (
                  <AcceptAsAccount token={token} user={account.data.user} />
                )}
              </Paper>
            )}
          </>
        )}
      </Stack>
    </BareLayout>
  );
}
