import { Anchor, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { BareLayout } from '../ui/layout/bare-layout.tsx';
import { usePageTitle } from '../ui/use-page-title.ts';

export function NotFoundPage() {
  const { t } = useTranslation();
  usePageTitle(t('common.notFound.title'));
  return (
    <BareLayout>
      <Stack gap="md">
        <Title order={1}>{t('common.notFound.title')}</Title>
        <Text>{t('common.notFound.advice')}</Text>
        <Anchor component={Link} to="/">
          {t('common.toStart')}
        </Anchor>
      </Stack>
    </BareLayout>
  );
}
