import { Anchor, Stack, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useTRPC } from '../../api/trpc.ts';

/**
 * What a person should know before they end a session: what ends, and what is not decided yet. The
 * words of the dialog that asks.
 */
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

/** How many points and clusters nobody has decided of; null while it is not known. */
function useOpenCount(sessionId: string): number | null {
  const trpc = useTRPC();
  // Asked again at each opening of a dialog: what people write and merge on the canvas is no event.
  const { data } = useQuery(trpc.outcomes.open.queryOptions({ sessionId }, { staleTime: 0 }));
  // A cluster is one matter, however many points it has.
  return data === undefined ? null : new Set(data.map(({ id, clusterId }) => clusterId ?? id)).size;
}
