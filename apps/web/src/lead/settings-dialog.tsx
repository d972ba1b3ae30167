import { LIMITS } from '@gongyi/domain';
import { Button, Fieldset, Modal, NumberInput, Stack, Switch, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RefusalNote } from '../api/refusal-note.tsx';
import { refusalOf } from '../api/refusal-of.ts';
import { type SessionView, useTRPC } from '../api/trpc.ts';

type Props = { readonly session: SessionView; readonly onClose: () => void };

/**
 * What a session is set to before it begins, and how it votes; with the reason where something
 * cannot be changed any more.
 */
export function SettingsDialog({ session, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('facilitate.settings.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="lg">
        <WritingSettings session={session} />
        <VoteSettings session={session} />
      </Stack>
    </Modal>
  );
}

function WritingSettings({ session }: { readonly session: SessionView }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const sessionId = session.id;
  const outcome = { onSettled: () => queryClient.invalidateQueries(trpc.sessions.pathFilter()) };
  const anonymous = useMutation(trpc.facilitation.setAnonymous.mutationOptions(outcome));
  const privately = useMutation(trpc.facilitation.setPrivateWriting.mutationOptions(outcome));
  const isFixed = (error: unknown, code: 'anonymityFixed' | 'privateWritingFixed') =>
    session.stage !== 'brief' || (error !== null && refusalOf(error).code === code);
  const anonymityFixed = isFixed(anonymous.error, 'anonymityFixed');
  const privacyFixed = isFixed(privately.error, 'privateWritingFixed') && !session.privateWriting;
  return (
    <Fieldset legend={t('facilitate.settings.writing')}>
      <Stack gap="md">
        <Switch
          size="md"
          label={t('facilitate.settings.anonymous')}
          description={
            <>
              {anonymityFixed ? t('facilitate.settings.anonymousFixed') : t('facilitate.settings.anonymousHint')}
              {session.anonymous && (
                <>
                  <br />
                  {t('facilitate.anonymityLimits')}
                </>
              )}
            </>
          }
          checked={anonymous.isPending ? anonymous.variables.on : session.anonymous}
          disabled={anonymityFixed}
          onChange={({ currentTarget }) => anonymous.mutate({ sessionId, on: currentTarget.checked })}
        />
        {!anonymityFixed && <RefusalNote error={anonymous.error} />}
        <Switch
          size="md"
          label={t('facilitate.settings.private')}
          description={privacyFixed ? t('facilitate.settings.privateFixed') : t('facilitate.settings.privateHint')}
          checked={privately.isPending ? privately.variables.on : session.privateWriting}
          disabled={privacyFixed}
          onChange={({ currentTarget }) => privately.mutate({ sessionId, on: currentTarget.checked })}
        />
        {!privacyFixed && <RefusalNote error={privately.error} />}
      </Stack>
    </Fieldset>
  );
}

function VoteSettings({ session }: { readonly session: SessionView }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [budget, setBudget] = useState<number | string>(session.voting.budget);
  const [perPoint, setPerPoint] = useState<number | string>(session.voting.perPoint);
  const [totalsHidden, setTotalsHidden] = useState(session.voting.totalsHidden);
  const save = useMutation(
    trpc.votes.setSettings.mutationOptions({
      onSettled: () =>
        Promise.all([
          queryClient.invalidateQueries(trpc.sessions.get.queryFilter({ sessionId: session.id })),
          queryClient.invalidateQueries(trpc.votes.pathFilter()),
        ]),
    }),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate({ sessionId: session.id, budget: Number(budget), perPoint: Number(perPoint), totalsHidden });
  };
  return (
    <form onSubmit={submit}>
      <Fieldset legend={t('facilitate.settings.votes')} disabled={session.closed}>
        <Stack gap="md">
          <NumberInput
            size="md"
            label={t('facilitate.settings.budget')}
            min={1}
            max={LIMITS.votesPerPerson}
            allowDecimal={false}
            required
            withAsterisk={false}
            value={budget}
            onChange={setBudget}
          />
          <NumberInput
            size="md"
            label={t('facilitate.settings.perPoint')}
            min={1}
            max={Math.max(1, Number(budget) || 1)}
            allowDecimal={false}
            required
            withAsterisk={false}
            value={perPoint}
            onChange={setPerPoint}
          />
          <Switch
            size="md"
            label={t('facilitate.settings.hidden')}
            description={t('facilitate.settings.hiddenHint')}
            checked={totalsHidden}
            onChange={({ currentTarget }) => setTotalsHidden(currentTarget.checked)}
          />
          <RefusalNote error={save.error} />
          <Button type="submit" loading={save.isPending}>
            {t('facilitate.settings.save')}
          </Button>
          {/* Stays in the page, so that screen readers hear what enters it. */}
          <Text role="status" c="green.9">
            {save.isSuccess && t('facilitate.settings.saved')}
          </Text>
        </Stack>
      </Fieldset>
    </form>
  );
}
