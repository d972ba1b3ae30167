import { Anchor, Stack, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useOpenCount } from './use-open-count.ts';

/** What a person should know before they end a session: what ends, and what is not decided yet. The words of the dialog that asks. */
export function ClosingText({ sessionId }: { readonly sessionId: string }) {
  const { t } = useTranslation();
  const open = useOpenCount(sessionId);
  return (
    <Stack gap="xs">
      <Text>{t('sessions.host.closeText')}</Text>
      {open !== null && open > 0 && (
        <Text role="status" fw={600}>
          {t('deliberate.closing.open', { count: open })}{' '}
          <Anchor component={Link} to={`/sessions/${sessionId}/agree`} onClick={() => modals.closeAll()}>
            {t('deliberate.closing.toAgree')}
          </Anchor>
        </Text>
      )}
    </Stack>
  );
}
