import { LIMITS } from '@gongyi/domain';
import { Alert, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RefusalNote } from '../api/refusal-note.tsx';
import { useTRPC } from '../api/trpc.ts';
import { KeepState } from './keep-state.tsx';
import classes from './session-versions.module.css';
import { useMomentWords } from './use-moment-words.ts';
import { VersionRow } from './version-row.tsx';

type Props = { readonly sessionId: string; readonly closed: boolean };

/** Inside a dialog: keeping the present state of a session, and going back to a kept one. */
export function SessionVersions({ sessionId, closed }: Props) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const versions = useQuery(trpc.snapshots.list.queryOptions({ sessionId }));
  const moments = useMomentWords();
  const [askedId, setAskedId] = useState<string | null>(null);
  return (
    <Stack gap="md">
      <Text c="dimmed">{t('sessions.versions.intro')}</Text>
      {closed ? (
        <Alert color="gray" variant="light">
          {t('sessions.versions.closed')}
        </Alert>
      ) : (
        <KeepState sessionId={sessionId} />
      )}
      {versions.isPending && <Skeleton height={64} />}
      {versions.data === undefined && <RefusalNote error={versions.error} />}
      {versions.data?.length === 0 && <Text className={classes.empty}>{t('sessions.versions.empty')}</Text>}
      {versions.data !== undefined && versions.data.length > 0 && (
        <>
          <ol className={classes.rows} aria-label={t('sessions.versions.listLabel')}>
            {versions.data.map((version) => (
              <VersionRow
                key={version.id}
                version={version}
                sessionId={sessionId}
                moments={moments}
                mayRestore={!closed}
                asking={askedId === version.id}
                onAsk={() => setAskedId(version.id)}
                onCancel={() => setAskedId(null)}
              />
            ))}
          </ol>
          <Text size="sm" c="dimmed">
            {t('sessions.versions.limit', { max: LIMITS.snapshotsPerSession })}
          </Text>
        </>
      )}
    </Stack>
  );
}
