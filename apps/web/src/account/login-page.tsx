import { Alert, Anchor, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useLocation, useNavigate } from 'react-router';
import { useTRPC } from '../api/trpc.ts';
import { useAccount } from '../api/use-account.ts';
import { BareLayout } from '../ui/layout/bare-layout.tsx';
import { returnPathFrom } from '../ui/return-path.ts';
import { usePageTitle } from '../ui/use-page-title.ts';
import { SignInForm } from './sign-in-form.tsx';

export function LoginPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const returnPath = returnPathFrom(useLocation().search);
  const trpc = useTRPC();
  const user = useAccount();
  const needsSetup = useQuery(trpc.instance.status.queryOptions()).data?.needsSetup ?? false;
  usePageTitle(t('account.login.title'));
  if (user) return <Navigate to={returnPath} replace />;
  return (
    <BareLayout>
      <Stack gap="md">
        <Title order={1}>{t('account.login.title')}</Title>
        {needsSetup && (
          <Alert color="yellow" variant="light">
            {t('account.login.needsSetup')}
          </Alert>
        )}
        <Paper withBorder p="lg">
          <SignInForm
            label={t('account.login.submit')}
            onSignedIn={() => void navigate(returnPath, { replace: true })}
          />
        </Paper>
        <Text c="dimmed">
          {t('account.login.participantHint')}
          <Anchor component={Link} to="/" underline="always">
            {t('account.login.participantLink')}
          </Anchor>
        </Text>
      </Stack>
    </BareLayout>
  );
}
