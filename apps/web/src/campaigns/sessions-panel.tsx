import { allows, LIMITS } from '@gongyi/domain';
import { Button, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { RefusalNote } from '../api/refusal-note.tsx';
import { type CampaignView, useTRPC } from '../api/trpc.ts';
import classes from '../ui/panel.module.css';
import { Panel } from '../ui/panel.tsx';
import { CarryOverChoice } from './session/carry-over-choice.tsx';
import { SessionRow } from './session-row.tsx';

export function SessionsPanel({ campaign }: { readonly campaign: CampaignView }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const sessions = useQuery(trpc.sessions.list.queryOptions({ campaignId: campaign.id }));
  const mayOpen = allows(campaign.standing, 'session.open');
  return (
    <Panel title={t('campaigns.overview.sessions')}>
      <Stack gap="md">
        {mayOpen && <CreateSession campaignId={campaign.id} />}
        {sessions.isPending && <Skeleton height={56} />}
        {sessions.data === undefined && <RefusalNote error={sessions.error} />}
        {sessions.data?.length === 0 && (
          <Text c="dimmed">
            {mayOpen ? t('campaigns.overview.sessionsEmpty') : t('campaigns.overview.sessionsEmptyReader')}
          </Text>
        )}
        {sessions.data !== undefined && sessions.data.length > 0 && (
          <ul className={classes.rows}>
            {sessions.data.map((session) => (
              <SessionRow key={session.id} session={session} standing={campaign.standing} />
            ))}
          </ul>
        )}
      </Stack>
    </Panel>
  );
}

/** A title is all that it takes; the new session's page with its code opens at once. */
function CreateSession({ campaignId }: { readonly campaignId: string }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [title, setTitle] = useState('');
  const [carriesOver, setCarriesOver] = useState(false);
  const create = useMutation(
    trpc.sessions.create.mutationOptions({
      onSuccess: async ({ sessionId }) => {
        void queryClient.invalidateQueries(trpc.sessions.list.queryFilter({ campaignId }));
        await navigate(`/sessions/${sessionId}`);
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ campaignId, title, carriesOver });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <div className={classes.inline}>
          <TextInput
            className={classes.grow}
            label={t('campaigns.overview.sessionTitle')}
            placeholder={t('campaigns.overview.sessionTitlePlaceholder')}
            maxLength={LIMITS.sessionTitleChars}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <Button type="submit" loading={create.isPending} disabled={title.trim() === ''}>
            {t('campaigns.overview.createSession')}
          </Button>
        </div>
        <CarryOverChoice campaignId={campaignId} checked={carriesOver} onChange={setCarriesOver} />
        <RefusalNote error={create.error} />
      </Stack>
    </form>
  );
}
